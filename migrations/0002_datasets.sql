CREATE TABLE "sextant"."datasets" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"bytes" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sextant"."datasets" ADD CONSTRAINT "datasets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "sextant"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "datasets_newest" ON "sextant"."datasets" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "datasets_of_file" ON "sextant"."datasets" USING btree ("workspace_id","hash");