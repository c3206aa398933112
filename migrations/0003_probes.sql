CREATE TABLE "sextant"."probe_events" (
	"probe_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"sequence" integer NOT NULL,
	"at" bigint NOT NULL,
	"body" json NOT NULL,
	CONSTRAINT "probe_events_probe_id_attempt_sequence_pk" PRIMARY KEY("probe_id","attempt","sequence")
);
--> statement-breakpoint
CREATE TABLE "sextant"."probes" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"recommendation_id" text NOT NULL,
	"dataset_id" text NOT NULL,
	"status" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"request" json NOT NULL,
	"job_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"started_at" bigint,
	"finished_at" bigint,
	"cancelled_at" bigint,
	"lease_until" bigint,
	"report" json,
	"error" json,
	"model_hash" text
);
--> statement-breakpoint
ALTER TABLE "sextant"."recommendations" ADD COLUMN "request" json;--> statement-breakpoint
ALTER TABLE "sextant"."probe_events" ADD CONSTRAINT "probe_events_probe_id_probes_id_fk" FOREIGN KEY ("probe_id") REFERENCES "sextant"."probes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."probes" ADD CONSTRAINT "probes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sextant"."probes" ADD CONSTRAINT "probes_recommendation_id_recommendations_id_fk" FOREIGN KEY ("recommendation_id") REFERENCES "sextant"."recommendations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "probes_newest" ON "sextant"."probes" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "probes_of_recommendation" ON "sextant"."probes" USING btree ("recommendation_id","created_at","id");--> statement-breakpoint
CREATE INDEX "probes_leased" ON "sextant"."probes" USING btree ("status","lease_until");