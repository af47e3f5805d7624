-- Schema version 2: our own count beside the provider's.

-- Tokens of the request by our count, to compare with input_tokens; null where the tokenizer is not known, where a part of the request
-- is only estimated, and in later rounds of a call.
ALTER TABLE call_attempts ADD COLUMN counted_tokens INTEGER;

CREATE INDEX call_attempts_counted ON call_attempts (model_id) WHERE counted_tokens IS NOT NULL AND input_tokens IS NOT NULL;

-- Where a provider counts a model's tokens otherwise than we do. difference = the provider's figure less ours.
CREATE VIEW token_drift AS
SELECT model_id,
       count(*)                                                                       AS calls,
       sum(input_tokens <> counted_tokens)                                            AS differing,
       avg(input_tokens - counted_tokens)                                             AS mean_difference,
       max(abs(input_tokens - counted_tokens))                                        AS max_difference,
       min(CASE WHEN input_tokens <> counted_tokens THEN started_at END)              AS differs_since
FROM call_attempts
WHERE counted_tokens IS NOT NULL AND input_tokens IS NOT NULL
GROUP BY model_id;
