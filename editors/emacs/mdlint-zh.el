;;; mdlint-zh.el --- Findings while you write, code actions, and repair on save -*- lexical-binding: t; -*-

;; Needs markdown-mode, and eglot, which is part of Emacs from 29 on.

(require 'eglot)

(add-to-list 'eglot-server-programs '(markdown-mode . ("mdlint-zh" "server")))
(add-hook 'markdown-mode-hook #'eglot-ensure)

(defun mdlint-zh-format-on-save ()
  "Repair the page before it is saved, where the server looks after it."
  (when (derived-mode-p 'markdown-mode)
    (if (eglot-managed-p)
        (add-hook 'before-save-hook #'eglot-format-buffer nil t)
      (remove-hook 'before-save-hook #'eglot-format-buffer t))))

(add-hook 'eglot-managed-mode-hook #'mdlint-zh-format-on-save)

(provide 'mdlint-zh)
;;; mdlint-zh.el ends here
