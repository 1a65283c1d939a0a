;;; mdlint-zh-apheleia.el --- Repair on save by the command, without a server -*- lexical-binding: t; -*-

;; Needs apheleia.

(require 'apheleia)

(setf (alist-get 'mdlint-zh apheleia-formatters) '("mdlint-zh" "format" "-" "--stdin-filename" filepath))
(setf (alist-get 'markdown-mode apheleia-mode-alist) 'mdlint-zh)

(provide 'mdlint-zh-apheleia)
;;; mdlint-zh-apheleia.el ends here
