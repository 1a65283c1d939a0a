-- The language server in Neovim's own client: findings while you write, code actions, and repair on save. No plugin.
local server = { name = "mdlint_zh", cmd = { "mdlint-zh", "server" }, filetypes = { "markdown" } }

if vim.lsp.config then
  server.root_markers = { ".mdlint-zh.toml", "pyproject.toml", ".obsidian", ".git" }
  vim.lsp.config(server.name, server)
  vim.lsp.enable(server.name)
else -- Neovim 0.7 to 0.10
  local client
  vim.api.nvim_create_autocmd("FileType", {
    pattern = server.filetypes,
    callback = function(event)
      server.root_dir = vim.fn.getcwd()
      client = client or vim.lsp.start_client(server)
      vim.lsp.buf_attach_client(event.buf, client)
    end,
  })
end

vim.api.nvim_create_autocmd("BufWritePre", {
  pattern = { "*.md", "*.markdown" },
  callback = function()
    if vim.lsp.buf.format then
      vim.lsp.buf.format({ name = server.name, timeout_ms = 1000 })
    else -- Neovim 0.7
      vim.lsp.buf.formatting_sync(nil, 1000)
    end
  end,
})
