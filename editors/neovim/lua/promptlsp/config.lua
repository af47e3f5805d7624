--- The settings, with their defaults.
local M = {}

local defaults = {
  cmd = { 'promptlsp', 'serve', '--stdio' },
  inlay_hints = true,
  code_lens = true,
  capabilities = nil,
  on_attach = nil,
}

M.current = vim.deepcopy(defaults)

--- Takes the user's settings over the defaults. An unknown name is an error: a misspelt setting must not be passed over.
function M.set(settings)
  for name in pairs(settings) do
    local known = defaults[name] ~= nil or name == 'capabilities' or name == 'on_attach'
    assert(known, ('promptlsp: there is no setting "%s"; see :help promptlsp-settings'):format(name))
  end
  M.current = vim.tbl_extend('force', vim.deepcopy(defaults), settings)
end

--- True for the documents of the server: prompts, suites and the workspace's configuration.
function M.is_document(path)
  return path:match('%.prompt$') ~= nil or path:match('%.eval%.yaml$') ~= nil or path:match('[/\\]promptlsp%.yaml$') ~= nil
end

--- The workspace of a file: the nearest folder above with `promptlsp.yaml`, else the nearest with `.git`, else the file's own.
function M.root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  -- The search path's own syntax (`,`, `;`, blanks) would be read into a folder's name.
  local escaped = vim.fn.escape(folder, ' ,;\\') .. ';'
  local configuration = vim.fn.findfile('promptlsp.yaml', escaped)
  if configuration ~= '' then
    return vim.fn.fnamemodify(configuration, ':p:h')
  end
  local repository = vim.fn.finddir('.git', escaped)
  if repository ~= '' then
    return vim.fn.fnamemodify(repository, ':p:h:h')
  end
  return folder
end

return M
