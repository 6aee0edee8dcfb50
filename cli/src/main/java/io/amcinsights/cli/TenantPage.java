package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.Output.Colour;
import java.util.stream.Collectors;

/** A tenant as a person reads it. */
final class TenantPage {

  private final Output output;
  private final JsonNode tenant;

  TenantPage(Output output, JsonNode tenant) {
    this.output = output;
    this.tenant = tenant;
  }

  void print() {
    output.line(output.coloured(Colour.STRONG, text("customerId")) + "  " + text("customerName"));
    line("status", status() + " since " + Words.time(tenant.path("since")));
    if (tenant.hasNonNull("reason") && !isWaiting()) {
      line("reason", text("reason"));
    }
    tenant.path("problems").forEach(it -> line("wrong", it.asText()));
    source();
    target();
    record();
    files();
    next();
  }

  private void source() {
    section("Where its results come from");
    String part = tenant.hasNonNull("keyPrefix") ? text("keyPrefix") : "";
    line("bucket", "s3://" + text("bucketName") + "/" + part);
    line("", "%s, account %s".formatted(text("bucketRegion"), text("bucketAccount")));
    line("", origin());
    if (!flag("bucketExists")) {
      line("key", flag("ownKey") ? "its own" : "the one that tenants share");
    }
    if (flag("sharesRule")) {
      line("rule", "one that tenants share");
    }
    line("AMC", "account " + text("amcAwsAccount"));
    optional("instance", "amcInstanceId");
    optional("advertiser", "amcAdvertiserId");
    optional("marketplace", "amcMarketplaceId");
    optional("auth", "authId");
  }

  private String origin() {
    if (!flag("bucketExists")) {
      return "made by the lake";
    }
    return flag("mergeSettings")
        ? "adopted: what it lacks is added to its settings"
        : "adopted: it stays as it is";
  }

  private void target() {
    section("Where they go");
    line("dataset", text("team") + "-" + text("dataset"));
    line("tables", text("prefix") + "_*" + (flag("sharesPrefix") ? ", shared with others" : ""));
  }

  private void record() {
    section("Its record");
    line("version", text("version") + ", written " + Words.time(tenant.path("updatedAt")));
    optional("reader", "readerRole");
    optional("own key", "keyArn");
    optional("worked on", "execution");
    optional("notifies", "notifyTopicArn");
    if (!tenant.path("tags").isEmpty()) {
      line(
          "tags",
          tenant.path("tags").properties().stream()
              .map(it -> it.getKey() + "=" + it.getValue().asText())
              .collect(Collectors.joining(", ")));
    }
  }

  private void files() {
    section("Its files since " + Words.time(tenant.path("deliveriesSince")));
    output.line("  " + StatusCommand.counts(tenant.path("deliveries")));
  }

  private void next() {
    section("Next");
    String id = text("customerId");
    switch (TenantWatch.status(tenant)) {
      case "ACTIVE" ->
          output.line(
              "  its files: lake objects --tenant %1$s; one by hand: lake ingest FILE --tenant %1$s"
                  .formatted(id));
      case "FAILED" ->
          output.line(
              "  correct what is wrong: lake tenant update %1$s ...; try again: lake tenant retry %1$s"
                  .formatted(id));
      case "WAITING_FOR_PARTNER" -> {
        text("reason").lines().forEach(it -> output.line("  " + it));
        output.line(
            "  When that is done: lake tenant retry %s. The lake looks from time to time, too."
                .formatted(id));
      }
      case "OFFBOARDED" ->
          output.line(
              "  to have it back: lake tenant show %1$s --record > %1$s.json; lake tenant add %1$s.json"
                  .formatted(id));
      default -> output.line("  provisioning works on it; look again, or: lake tenant list");
    }
    long waiting = tenant.path("deliveries").path("WAITING_FOR_TENANT").asLong();
    if (waiting > 0) {
      output.line(
          "  %s until it is ACTIVE, 24 hours at most"
              .formatted(Words.count(waiting, "file waits", "files wait")));
    }
  }

  private boolean isWaiting() {
    return TenantWatch.status(tenant).equals("WAITING_FOR_PARTNER");
  }

  private String status() {
    boolean done = TenantWatch.isDone(tenant);
    Colour colour = done ? Colour.GOOD : TenantWatch.isFinal(tenant) ? Colour.BAD : Colour.WARN;
    return output.coloured(colour, TenantWatch.status(tenant));
  }

  private void section(String title) {
    output.line("");
    output.line(output.coloured(Colour.STRONG, title));
  }

  private void line(String what, String value) {
    output.line("  %-11s  %s".formatted(what, value));
  }

  private void optional(String what, String field) {
    if (tenant.hasNonNull(field)) {
      line(what, text(field));
    }
  }

  private String text(String field) {
    return tenant.path(field).asText();
  }

  private boolean flag(String field) {
    return tenant.path(field).asBoolean();
  }
}
