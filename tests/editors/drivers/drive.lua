-- Opens a page in Neovim with the set-up that is in editors/, writes down what is shown, takes the first offer at the
-- first finding, saves, and leaves. What it is to do is in the environment.
vim.opt.swapfile = false
vim.cmd("luafile " .. vim.env.SETUP)
vim.cmd("filetype on")
vim.cmd("edit " .. vim.fn.fnameescape(vim.env.PAGE))
vim.cmd("setfiletype markdown")

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. (vim.bo.eol and "\n" or "")
end

local told = { found = {} }
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(told.found, { one.lnum + 1, one.col + 1, one.end_lnum + 1, one.end_col + 1, one.code })
end

local at = vim.diagnostic.get(0)[tonumber(vim.env.AT)]
vim.api.nvim_win_set_cursor(0, { at.lnum + 1, at.col })
vim.ui.select = function(items, options, choose)
  told.offered = vim.tbl_map(options.format_item, items)
  choose(items[1], 1)
end
local before = text()
vim.lsp.buf.code_action()
vim.wait(20000, function() return text() ~= before end, 20)
told.acted = text()

vim.cmd("write")
vim.fn.writefile({ vim.fn.json_encode(told) }, vim.env.TOLD)
vim.cmd("qall!")
