-- The database of PromptLsp, schema version 1 (PRAGMA user_version).
--
-- Conventions: identities are UUIDs of version 7 in hexadecimal, so they sort by time. Times are UTC in ISO 8601 with seven decimals,
-- understood by SQLite's date functions. Durations are milliseconds. Money is US dollars. JSON is kept as text for the -> operators.
-- No column ever holds a key. Reading beside a running program is safe (write-ahead log).

-- One evaluation, one run of a prompt, or one session of an editor.
CREATE TABLE runs (
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,                  -- eval, run, editor
    name            TEXT NOT NULL,                  -- path of the suite or prompt below the workspace root
    started_at      TEXT NOT NULL,
    finished_at     TEXT,                           -- null while it goes on, or where its process died
    status          TEXT NOT NULL CHECK (status IN ('running', 'completed', 'interrupted', 'failed')),
    tool_version    TEXT NOT NULL,
    settings        TEXT NOT NULL,                  -- JSON object
    planned_results INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_start ON runs (started_at);

-- One row of a run: one prompt, model, test case and repetition.
CREATE TABLE results (
    id              TEXT PRIMARY KEY,
    run_id          TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal         INTEGER NOT NULL,               -- number in the run's plan, from 0
    test_id         TEXT NOT NULL,
    description     TEXT NOT NULL,
    prompt_path     TEXT NOT NULL,
    prompt_hash     TEXT NOT NULL,                  -- SHA-256 of the prompt's bytes
    model_id        TEXT NOT NULL,                  -- provider/model
    repetition      INTEGER NOT NULL,
    variables       TEXT NOT NULL,                  -- JSON object
    verdict         TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'error', 'unmeasured')),
    score           REAL NOT NULL,                  -- 0..1
    call_id         TEXT,
    messages        TEXT,                           -- JSON [{"role","content"}]
    rendered_tokens INTEGER,
    query           TEXT,
    passages        TEXT,                           -- JSON [{"index","id","source","start","end","score","packed"}]
    output          TEXT,
    error           TEXT,
    input_tokens    INTEGER,
    output_tokens   INTEGER,
    cost_usd        REAL,
    finish_reason   TEXT,
    started_at      TEXT NOT NULL,
    retrieval_ms    REAL NOT NULL,
    render_ms       REAL NOT NULL,
    call_ms         REAL NOT NULL,                  -- with its retries
    judge_ms        REAL NOT NULL,
    UNIQUE (run_id, ordinal)
) STRICT;
CREATE INDEX results_by_test ON results (test_id, model_id);
CREATE INDEX results_by_prompt ON results (prompt_hash);
CREATE INDEX results_by_call ON results (call_id) WHERE call_id IS NOT NULL;

-- One assertion's verdict over a result.
CREATE TABLE assertions (
    result_id TEXT NOT NULL REFERENCES results (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,                     -- order in the suite, from 0
    type      TEXT NOT NULL,                        -- as written, with its not-
    value     TEXT NOT NULL,
    verdict   TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'error', 'unmeasured')),
    score     REAL NOT NULL,
    weight    REAL NOT NULL,
    metric    TEXT,
    reason    TEXT NOT NULL,
    PRIMARY KEY (result_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX assertions_by_type ON assertions (type, verdict);

-- One HTTP attempt, or one call of a built-in provider; retries are rows of their own.
CREATE TABLE call_attempts (
    id             INTEGER PRIMARY KEY,             -- order of writing
    call_id        TEXT NOT NULL,
    run_id         TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    attempt        INTEGER NOT NULL,                -- 1 for the first
    model_id       TEXT NOT NULL,
    started_at     TEXT NOT NULL,
    duration_ms    REAL NOT NULL,
    outcome        TEXT NOT NULL,                   -- ok, or the failure's name
    http_status    INTEGER,
    error          TEXT,
    retry_after_ms REAL,                            -- waited before the next attempt
    input_tokens   INTEGER,
    output_tokens  INTEGER,
    finish_reason  TEXT,
    request_id     TEXT,                            -- the provider's own
    UNIQUE (call_id, attempt)
) STRICT;
CREATE INDEX call_attempts_by_run ON call_attempts (run_id);

-- A retrieval index as built. Its full text is in the FTS5 table passages_fts_<id>, whose rowid is the passage's ordinal:
-- one table an index, because BM25 weighs a word by the whole table.
CREATE TABLE indexes (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL UNIQUE,
    embedding_model TEXT NOT NULL,
    dimension       INTEGER NOT NULL,
    settings_hash   TEXT NOT NULL,
    built_at        TEXT NOT NULL,
    passage_count   INTEGER NOT NULL
) STRICT;

CREATE TABLE index_documents (
    index_id INTEGER NOT NULL REFERENCES indexes (id) ON DELETE CASCADE,
    path     TEXT NOT NULL,                         -- below the workspace root
    sha256   TEXT NOT NULL,
    PRIMARY KEY (index_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (
    index_id     INTEGER NOT NULL REFERENCES indexes (id) ON DELETE CASCADE,
    ordinal      INTEGER NOT NULL,
    source       TEXT NOT NULL,                     -- document path
    chunk_index  INTEGER NOT NULL,                  -- number in the document
    start_offset INTEGER NOT NULL,                  -- UTF-16 code units
    end_offset   INTEGER NOT NULL,
    heading      TEXT NOT NULL,
    text         TEXT NOT NULL,
    token_count  INTEGER NOT NULL,
    embedding    BLOB NOT NULL,                     -- float32, little endian
    PRIMARY KEY (index_id, ordinal)
) STRICT;

-- Each run with what came of it.
CREATE VIEW run_overview AS
SELECT runs.*,
       (SELECT count(*) FROM results WHERE run_id = runs.id AND verdict = 'pass')       AS passed,
       (SELECT count(*) FROM results WHERE run_id = runs.id AND verdict = 'fail')       AS failed,
       (SELECT count(*) FROM results WHERE run_id = runs.id AND verdict = 'error')      AS errors,
       (SELECT count(*) FROM results WHERE run_id = runs.id AND verdict = 'unmeasured') AS unmeasured,
       (SELECT coalesce(sum(cost_usd), 0.0) FROM results WHERE run_id = runs.id)        AS cost_usd
FROM runs;

-- Everything that did not pass, newest first, for a look at once.
CREATE VIEW failures AS
SELECT results.run_id, results.ordinal, results.test_id, results.model_id, results.verdict,
       assertions.type, assertions.value, assertions.reason, results.error, results.output
FROM results
LEFT JOIN assertions ON assertions.result_id = results.id AND assertions.verdict <> 'pass'
WHERE results.verdict <> 'pass'
ORDER BY results.run_id DESC, results.ordinal, assertions.position;

-- What each model cost and how it behaved, a run.
CREATE VIEW model_usage AS
SELECT run_id, model_id, count(*) AS attempts, count(DISTINCT call_id) AS calls,
       sum(outcome <> 'ok') AS failed_attempts, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
       avg(duration_ms) AS mean_ms, max(duration_ms) AS max_ms
FROM call_attempts
GROUP BY run_id, model_id;
