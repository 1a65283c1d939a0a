-- What screen.py has Neovim do: show a page with the set-up of editors/, with the cursor at a wikilink that is found.
vim.opt.swapfile = false
vim.opt.number = true
vim.opt.wrap = false
-- Not all terminals colour the line under a text. Here the text has the colour.
vim.cmd("highlight DiagnosticUnderlineError gui=underline guifg=Red")
vim.cmd("highlight DiagnosticUnderlineWarn gui=underline guifg=Orange")
vim.cmd("luafile " .. vim.env.SETUP)
vim.cmd("filetype on")
vim.cmd("edit " .. vim.env.PAGE)
vim.cmd("setfiletype markdown")

vim.defer_fn(function()
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  vim.fn.search(vim.env.AT, "w")
  vim.cmd("redraw!")
  vim.fn.writefile({}, vim.env.SHOWN)
end, 300)
