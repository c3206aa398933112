-- Takes the locks of chains, in the order of their names, and gives their ends. Each statement of a volatile function sees the rows as they are
-- when it begins: the ends are read after whoever held a lock before has committed.
CREATE FUNCTION "sextant"."lock_chains"(ids json) RETURNS TABLE ("chainId" text, "seq" bigint, "entryHash" text) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('chain ' || id, 0)) FROM json_array_elements_text(ids) AS id;
  RETURN QUERY SELECT last.chain_id, last.seq, last.entry_hash
    FROM json_array_elements_text(ids) AS id
    CROSS JOIN LATERAL (
      SELECT entries.chain_id, entries.seq, entries.entry_hash FROM sextant.audit_entries AS entries WHERE entries.chain_id = id ORDER BY entries.seq DESC LIMIT 1
    ) AS last;
END $$;
