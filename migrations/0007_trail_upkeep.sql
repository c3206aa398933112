CREATE FUNCTION "sextant"."keep_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sextant.upkeep', true) = lower(TG_OP) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'entries of the trail are added, never changed'
    USING HINT = 'sextant.erase_payload takes away what an entry says, sextant.prune_entries the oldest entries, once that is recorded.';
END $$;--> statement-breakpoint
CREATE TRIGGER "keep_entries" BEFORE UPDATE OR DELETE ON "sextant"."audit_entries" FOR EACH ROW EXECUTE FUNCTION "sextant"."keep_entries"();--> statement-breakpoint
CREATE TRIGGER "keep_all_entries" BEFORE TRUNCATE ON "sextant"."audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION "sextant"."keep_entries"();--> statement-breakpoint
CREATE FUNCTION "sextant"."erase_payload"(chain text, place bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "sextant"."audit_entries" erased, "sextant"."audit_entries" erasure
    WHERE erased.chain_id = chain AND erased.seq = place AND erasure.chain_id = chain AND erasure.seq > place
      AND erasure.kind = 'erasure' AND erasure.payload::json ->> 'payloadHash' = erased.payload_hash
      AND (erasure.payload::json ->> 'seq')::bigint = place
  ) THEN
    RAISE EXCEPTION 'an erasure is recorded before anything is erased';
  END IF;
  PERFORM set_config('sextant.upkeep', 'update', true);
  UPDATE "sextant"."audit_entries" SET payload = NULL WHERE chain_id = chain AND seq = place;
  PERFORM set_config('sextant.upkeep', '', true);
END $$;--> statement-breakpoint
CREATE FUNCTION "sextant"."prune_entries"(chain text, up_to bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "sextant"."audit_checkpoints" WHERE chain_id = chain AND size = up_to)
    OR NOT EXISTS (
      SELECT FROM "sextant"."audit_entries"
      WHERE chain_id = chain AND seq > up_to AND kind = 'prune' AND (payload::json ->> 'upTo')::bigint = up_to
    ) THEN
    RAISE EXCEPTION 'entries go only up to a signed note, once that is recorded';
  END IF;
  PERFORM set_config('sextant.upkeep', 'delete', true);
  DELETE FROM "sextant"."audit_entries" WHERE chain_id = chain AND seq <= up_to;
  PERFORM set_config('sextant.upkeep', '', true);
END $$;
