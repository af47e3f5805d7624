--- Code lenses and inlay hints of a buffer, kept up to date while it changes.
local config = require('promptlsp.config')

local M = { namespace = vim.api.nvim_create_namespace('promptlsp_inlay_hints') }

local delay_ms = 150

-- One timer a buffer: a burst of keystrokes asks once.
local timers = {}

local function request(client, method, params, handler, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request(method, params, handler, bufnr)
  end
  return client.request(method, params, handler, bufnr)
end

local function label_of(hint)
  if type(hint.label) == 'string' then
    return hint.label
  end
  return table.concat(vim.tbl_map(function(part) return part.value end, hint.label))
end

local function draw(bufnr, hints)
  vim.api.nvim_buf_clear_namespace(bufnr, M.namespace, 0, -1)
  local last = vim.api.nvim_buf_line_count(bufnr) - 1
  for _, hint in ipairs(hints) do
    vim.api.nvim_buf_set_extmark(bufnr, M.namespace, math.min(hint.position.line, last), 0, {
      virt_text = { { label_of(hint), 'PromptLspInlayHint' } },
      virt_text_pos = 'eol',
      hl_mode = 'combine',
    })
  end
end

--- Asks for the inlay hints and draws them at the ends of their lines: Neovim before 0.10 cannot draw them itself.
local function refresh_hints(client, bufnr)
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 } },
  }
  request(client, 'textDocument/inlayHint', params, function(err, result)
    -- Hints for a text that is gone are dropped; the change that replaced it asks again.
    if not err and vim.api.nvim_buf_is_loaded(bufnr) and vim.api.nvim_buf_get_changedtick(bufnr) == tick then
      draw(bufnr, result or {})
    end
  end, bufnr)
end

local function refresh(client, bufnr)
  if not vim.api.nvim_buf_is_loaded(bufnr) or not vim.lsp.get_client_by_id(client.id) then
    return
  end
  if config.current.code_lens and client.server_capabilities.codeLensProvider and not vim.lsp.codelens.enable then
    vim.api.nvim_buf_call(bufnr, function() vim.lsp.codelens.refresh({ bufnr = bufnr }) end)
  end
  if config.current.inlay_hints and client.server_capabilities.inlayHintProvider and not vim.lsp.inlay_hint then
    refresh_hints(client, bufnr)
  end
end

local function schedule(client, bufnr)
  local timer = timers[bufnr] or vim.loop.new_timer()
  timers[bufnr] = timer
  timer:start(delay_ms, 0, vim.schedule_wrap(function() refresh(client, bufnr) end))
end

--- Shows lenses and hints in a buffer and keeps them up to date.
function M.attach(client, bufnr)
  local group = vim.api.nvim_create_augroup('promptlsp_decorations_' .. bufnr, { clear = true })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'TextChanged', 'TextChangedI', 'InsertLeave', 'BufWritePost' }, {
    group = group,
    buffer = bufnr,
    callback = function() schedule(client, bufnr) end,
  })
  vim.api.nvim_create_autocmd({ 'BufUnload', 'BufWipeout' }, {
    group = group,
    buffer = bufnr,
    callback = function()
      if timers[bufnr] then
        timers[bufnr]:close()
        timers[bufnr] = nil
      end
    end,
  })
  -- Neovim 0.10 keeps hints, Neovim 0.12 keeps lenses up to date by itself.
  if config.current.inlay_hints and vim.lsp.inlay_hint then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  if config.current.code_lens and vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = bufnr })
  end
  schedule(client, bufnr)
end

return M
