--- The life of the server: `vim.lsp.config` and `vim.lsp.enable` where Neovim has them (0.11), `vim.lsp.start_client` before.
local config = require('promptlsp.config')
local decorations = require('promptlsp.decorations')

local M = { name = 'promptlsp' }

local has_config = vim.lsp.enable ~= nil

-- Client ids by workspace folder, for Neovim before 0.11.
local started = {}
local stopping = {}
local reported_missing = false

local function on_attach(client, bufnr)
  if vim.fn.has('nvim-0.8') == 0 then
    vim.api.nvim_buf_set_option(bufnr, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
  end
  decorations.attach(client, bufnr)
  if config.current.on_attach then
    config.current.on_attach(client, bufnr)
  end
end

local function on_exit(code, signal, client_id)
  vim.schedule(function()
    for root, id in pairs(started) do
      if id == client_id then
        started[root] = nil
      end
    end
    if not stopping[client_id] and (code ~= 0 or signal ~= 0) then
      vim.notify(
        ('promptlsp: the server ended with code %d, signal %d. :PromptLspRestart starts it again, :PromptLspLog shows its log.'):format(code, signal),
        vim.log.levels.ERROR)
    end
    stopping[client_id] = nil
  end)
end

local function capabilities()
  local result = config.current.capabilities or vim.lsp.protocol.make_client_capabilities()
  -- Neovim before 0.10 does not know inlay hints; this plugin asks for them itself.
  result.textDocument.inlayHint = result.textDocument.inlayHint or { dynamicRegistration = false }
  return result
end

--- The client's configuration, as `vim.lsp.start_client` and `vim.lsp.config` take it.
function M.server_config()
  return {
    name = M.name,
    cmd = config.current.cmd,
    capabilities = capabilities(),
    handlers = { ['$/progress'] = require('promptlsp.commands').on_progress },
    on_attach = on_attach,
    on_exit = on_exit,
  }
end

--- The configuration for `vim.lsp.config`, which also says which buffers are the server's.
function M.enable_config()
  return vim.tbl_extend('force', M.server_config(), {
    filetypes = { 'promptlsp', 'yaml' },
    root_dir = function(bufnr, on_dir)
      local path = vim.api.nvim_buf_get_name(bufnr)
      if config.is_document(path) and M.is_executable() then
        on_dir(config.root_of(path))
      end
    end,
  })
end

--- True where the server can be started; tells once what to do where not.
function M.is_executable()
  local executable = config.current.cmd[1]
  if vim.fn.executable(executable) == 1 then
    return true
  end
  if not reported_missing then
    reported_missing = true
    vim.notify(
      ('promptlsp: the server "%s" cannot be found. Put the PromptLsp executable on PATH, or name it: require("promptlsp").setup({ cmd = { "/path/to/promptlsp", "serve", "--stdio" } })'):format(executable),
      vim.log.levels.ERROR)
  end
  return false
end

--- Attaches a buffer to its workspace's server, which is started where it does not run. Only for Neovim before 0.11.
function M.attach(bufnr)
  local path = vim.api.nvim_buf_get_name(bufnr)
  if vim.bo[bufnr].buftype ~= '' or not config.is_document(path) or not M.is_executable() then
    return
  end
  local root = config.root_of(path)
  local id = started[root]
  if not id then
    local settings = M.server_config()
    settings.root_dir = root
    settings.workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } }
    id = vim.lsp.start_client(settings)
    started[root] = id
  end
  if id then
    vim.lsp.buf_attach_client(bufnr, id)
  end
end

--- The client of a buffer, or nil.
function M.of_buffer(bufnr)
  for _, client in pairs(vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = bufnr }) or vim.lsp.buf_get_clients(bufnr)) do
    if client.name == M.name then
      return client
    end
  end
end

local function all_clients()
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client) return client.name == M.name end, all)
end

--- Has the documents' buffers served, those that are open and those to come.
function M.enable()
  if has_config then
    vim.lsp.config(M.name, M.enable_config())
    vim.lsp.enable(M.name)
    return
  end
  local group = vim.api.nvim_create_augroup('promptlsp_attach', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = { 'promptlsp', 'yaml' },
    callback = function(event) M.attach(event.buf) end,
  })
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) then
      M.attach(bufnr)
    end
  end
end

--- Stops the servers; `after` is called once they are gone.
function M.stop(after)
  local clients = all_clients()
  for _, client in ipairs(clients) do
    stopping[client.id] = true
    if has_config then
      client:stop()
    else
      client.stop()
    end
  end
  local timer = vim.loop.new_timer()
  timer:start(0, 20, vim.schedule_wrap(function()
    if #all_clients() == 0 and not timer:is_closing() then
      timer:close()
      if after then
        after()
      end
    end
  end))
end

local function serve_again(bufnr)
  local path = vim.api.nvim_buf_get_name(bufnr)
  if not vim.api.nvim_buf_is_loaded(bufnr) or not config.is_document(path) then
    return
  end
  if not has_config then
    M.attach(bufnr)
  elseif M.is_executable() then
    vim.lsp.start(vim.tbl_extend('force', M.server_config(), { root_dir = config.root_of(path) }), { bufnr = bufnr })
  end
end

--- Stops the servers and starts them again, with the settings of now, for the buffers that they served.
function M.restart()
  reported_missing = false
  M.stop(function()
    started = {}
    if has_config then
      vim.lsp.config(M.name, M.enable_config())
    end
    vim.tbl_map(serve_again, vim.api.nvim_list_bufs())
  end)
end

return M
