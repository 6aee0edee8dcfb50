package io.amcinsights.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one stack.
 *
 * @param status CloudFormation's own word
 * @param template text it is deployed with, or is to be
 * @param events what happened, oldest first
 * @param before how it was before the change that is under way; null for a new one
 */
record StackRecord(
    String name,
    String status,
    String template,
    Map<String, String> parameters,
    Map<String, String> tags,
    List<Event> events,
    @Nullable StackRecord before) {

  private static final int MOST_EVENTS = 40;

  /** Something that happened to the stack or to a resource of it. */
  record Event(String resource, String type, String status, @Nullable String reason) {}

  StackRecord {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
    events = List.copyOf(events);
  }

  boolean isBusy() {
    return status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS");
  }

  /** The same stack in another status, told by an event. */
  StackRecord in(String newStatus, @Nullable String reason) {
    return with(newStatus, new Event(name, "AWS::CloudFormation::Stack", newStatus, reason));
  }

  /** The same stack with something that happened to a resource. */
  StackRecord with(Event event) {
    return with(status, event);
  }

  private StackRecord with(String newStatus, Event event) {
    var more = new ArrayList<>(events);
    more.add(event);
    List<Event> last = more.subList(Math.max(0, more.size() - MOST_EVENTS), more.size());
    return new StackRecord(name, newStatus, template, parameters, tags, last, before);
  }

  /** What it is to become. */
  StackRecord changing(
      String newTemplate, Map<String, String> newParameters, Map<String, String> newTags) {
    StackRecord old = new StackRecord(name, status, template, parameters, tags, List.of(), null);
    return new StackRecord(name, status, newTemplate, newParameters, newTags, events, old);
  }

  /** The change is done, or taken back. */
  StackRecord settled() {
    return new StackRecord(name, status, template, parameters, tags, events, null);
  }

  /** As it was before. */
  StackRecord turnedBack() {
    StackRecord old = before;
    return old == null
        ? this
        : new StackRecord(name, status, old.template, old.parameters, old.tags, events, null);
  }

  ObjectNode toJson() {
    ObjectNode node =
        Json.object().put("name", name).put("status", status).put("template", template);
    Json.putTexts(node, "parameters", parameters);
    Json.putTexts(node, "tags", tags);
    StackRecord old = before;
    if (old != null) {
      node.set("before", old.toJson());
    }
    return node;
  }

  static StackRecord read(JsonNode node) {
    return new StackRecord(
        Json.text(node, "name"),
        Json.text(node, "status"),
        Json.text(node, "template"),
        Json.texts(node, "parameters"),
        Json.texts(node, "tags"),
        List.of(),
        node.has("before") ? read(node.path("before")) : null);
  }
}
