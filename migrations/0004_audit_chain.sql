CREATE TABLE "sextant"."audit_entries" (
	"chain_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"entry_id" text NOT NULL,
	"kind" text NOT NULL,
	"schema_version" integer NOT NULL,
	"occurred_at" bigint NOT NULL,
	"payload" text,
	"payload_hash" text NOT NULL,
	"prev_hash" text NOT NULL,
	"entry_hash" text NOT NULL,
	CONSTRAINT "audit_entries_chain_id_seq_pk" PRIMARY KEY("chain_id","seq"),
	CONSTRAINT "audit_entries_no_fork" UNIQUE("chain_id","prev_hash")
);
--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ADD COLUMN "seq" bigint;
--> statement-breakpoint
-- What was recorded before there were chains, in the order in which it happened; the bytes are those of src/audit/entry-hash.ts.
DO $$
DECLARE
	decision record;
	chain text;
	place bigint;
	previous text;
	entry text;
	member text;
	head bytea;
BEGIN
	FOR decision IN SELECT * FROM "sextant"."decisions" ORDER BY "workspace_id", "occurred_at", "id" LOOP
		IF chain IS DISTINCT FROM decision.workspace_id THEN
			chain := decision.workspace_id;
			place := 0;
			previous := repeat('0', 64);
		END IF;
		place := place + 1;
		entry := 'ent' || substr(decision.id, 4);
		head := convert_to('sextant/audit/v1', 'UTF8') || '\x00'::bytea;
		FOREACH member IN ARRAY ARRAY[chain, place::text, entry, decision.kind, decision.schema_version::text, decision.occurred_at::text, previous, decision.payload_hash] LOOP
			head := head || int4send(octet_length(convert_to(member, 'UTF8'))) || convert_to(member, 'UTF8');
		END LOOP;
		INSERT INTO "sextant"."audit_entries" VALUES (chain, place, entry, decision.kind, decision.schema_version, decision.occurred_at, decision.payload, decision.payload_hash, previous, encode(sha256(head), 'hex'));
		UPDATE "sextant"."decisions" SET "seq" = place WHERE "id" = decision.id;
		previous := encode(sha256(head), 'hex');
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ALTER COLUMN "seq" SET NOT NULL;