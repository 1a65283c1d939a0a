-- Needs conform.nvim for formatting on save, and nvim-lint for findings while you write; either works alone.
require("conform").setup({
  formatters_by_ft = { markdown = { "mdlint_zh" } },
  formatters = {
    mdlint_zh = { command = "mdlint-zh", args = { "format", "-", "--stdin-filename", "$FILENAME" }, stdin = true },
  },
  format_on_save = { timeout_ms = 1000 },
})

local lint = require("lint")
local parse = require("lint.parser").from_pattern(
  "^.+:(%d+):(%d+): (%a+) ([%a-]+) (.*)$",
  { "lnum", "col", "severity", "code", "message" },
  { error = vim.diagnostic.severity.ERROR, warning = vim.diagnostic.severity.WARN, info = vim.diagnostic.severity.INFO },
  { source = "mdlint-zh" }
)

-- Neovim counts columns in bytes.
lint.linters.mdlint_zh = {
  cmd = "mdlint-zh",
  stdin = true,
  args = { "check", "-", "--output-format", "concise", "--column-unit", "utf-8", "--stdin-filename", function() return vim.api.nvim_buf_get_name(0) end },
  ignore_exitcode = true,
  parser = parse,
}
lint.linters_by_ft.markdown = { "mdlint_zh" }
vim.api.nvim_create_autocmd({ "BufReadPost", "BufWritePost" }, {
  pattern = { "*.md", "*.markdown" },
  callback = function() lint.try_lint() end,
})
