package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;

/** One event on its way to one target. */
final class Delivery {

  private final Outbox.Entry entry;
  private final Rules.Rule rule;
  private final Rules.Target target;
  private final AtomicInteger openTargets;
  private int failures;

  /**
   * One of several.
   *
   * @param openTargets counts the event's targets that are not served yet
   */
  Delivery(Outbox.Entry entry, Rules.Rule rule, Rules.Target target, AtomicInteger openTargets) {
    this.entry = entry;
    this.rule = rule;
    this.target = target;
    this.openTargets = openTargets;
  }

  Outbox.Entry entry() {
    return entry;
  }

  Rules.Target target() {
    return target;
  }

  Sender sender() {
    String role = target.roleArn();
    return new Sender(rule.bus().account(), rule.arn(), role == null ? "" : role);
  }

  String body() {
    JsonNode input = target.input();
    return input == null ? entry.event() : input.toString();
  }

  /** Unique among all deliveries under way. */
  String id() {
    return entry.key() + "/" + rule.name() + "/" + target.id() + "/" + target.arn();
  }

  int failedAgain() {
    return ++failures;
  }

  /** Whether this was the event's last open target. */
  boolean served() {
    return openTargets.decrementAndGet() == 0;
  }
}
