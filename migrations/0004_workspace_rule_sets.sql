CREATE TABLE "sextant"."active_rule_sets" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"rule_set_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sextant"."shadow_slots" (
	"workspace_id" text NOT NULL,
	"rule_set_id" text NOT NULL,
	"slot" text NOT NULL,
	"different" integer NOT NULL,
	CONSTRAINT "shadow_slots_workspace_id_rule_set_id_slot_pk" PRIMARY KEY("workspace_id","rule_set_id","slot")
);
--> statement-breakpoint
CREATE TABLE "sextant"."shadows" (
	"workspace_id" text NOT NULL,
	"rule_set_id" text NOT NULL,
	"against" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"decisions" integer DEFAULT 0 NOT NULL,
	"different" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "shadows_workspace_id_rule_set_id_pk" PRIMARY KEY("workspace_id","rule_set_id")
);
--> statement-breakpoint
CREATE TABLE "sextant"."workspace_rule_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"extends" text,
	"rules" integer NOT NULL,
	"findings" json,
	"proven_by" text,
	CONSTRAINT "workspace_rule_sets_once" UNIQUE("workspace_id","hash")
);
--> statement-breakpoint
ALTER TABLE "sextant"."active_rule_sets" ADD CONSTRAINT "active_rule_sets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."active_rule_sets" ADD CONSTRAINT "active_rule_sets_rule_set_id_workspace_rule_sets_id_fk" FOREIGN KEY ("rule_set_id") REFERENCES "sextant"."workspace_rule_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."shadow_slots" ADD CONSTRAINT "shadow_slots_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."shadows" ADD CONSTRAINT "shadows_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."workspace_rule_sets" ADD CONSTRAINT "workspace_rule_sets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."workspace_rule_sets" ADD CONSTRAINT "workspace_rule_sets_hash_rule_sets_hash_fk" FOREIGN KEY ("hash") REFERENCES "sextant"."rule_sets"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shadows_running" ON "sextant"."shadows" USING btree ("workspace_id") WHERE "sextant"."shadows"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "workspace_rule_sets_newest" ON "sextant"."workspace_rule_sets" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "decisions_verdicts" ON "sextant"."decisions" USING btree ("workspace_id","occurred_at","id") WHERE "sextant"."decisions"."kind" = 'verdicts';