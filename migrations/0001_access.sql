CREATE TABLE "sextant"."idempotency_records" (
	"workspace_id" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotency_records_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "sextant"."keys" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"scopes" json NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "keys_keyHash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "sextant"."workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "workspaces_name_unique" UNIQUE("name")
);
--> statement-breakpoint
-- What was recorded before there were workspaces belongs to this one.
INSERT INTO "sextant"."workspaces" ("id", "name", "created_at") VALUES ('wsp_00000000-0000-7000-8000-000000000000', 'default', (extract(epoch from now()) * 1000)::bigint);--> statement-breakpoint
DROP INDEX "sextant"."decisions_newest";--> statement-breakpoint
DROP INDEX "sextant"."recommendations_newest";--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ADD COLUMN "workspace_id" text NOT NULL DEFAULT 'wsp_00000000-0000-7000-8000-000000000000';--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ALTER COLUMN "workspace_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "sextant"."recommendations" ADD COLUMN "workspace_id" text NOT NULL DEFAULT 'wsp_00000000-0000-7000-8000-000000000000';--> statement-breakpoint
ALTER TABLE "sextant"."recommendations" ALTER COLUMN "workspace_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "sextant"."idempotency_records" ADD CONSTRAINT "idempotency_records_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."keys" ADD CONSTRAINT "keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_records_oldest" ON "sextant"."idempotency_records" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "keys_newest" ON "sextant"."keys" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
ALTER TABLE "sextant"."decisions" ADD CONSTRAINT "decisions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."recommendations" ADD CONSTRAINT "recommendations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_newest" ON "sextant"."decisions" USING btree ("workspace_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "recommendations_newest" ON "sextant"."recommendations" USING btree ("workspace_id","created_at","id");