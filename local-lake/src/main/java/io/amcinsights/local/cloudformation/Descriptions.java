package io.amcinsights.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Records in the words of the SDK. */
final class Descriptions {

  private Descriptions() {}

  static Stack stack(StackRecord it, Map<String, String> outputs) {
    return Stack.builder()
        .stackName(it.title())
        .stackId(it.id())
        .stackStatus(it.status())
        .stackStatusReason(orNull(it.reason()))
        .creationTime(Instant.ofEpochMilli(it.created()))
        .lastUpdatedTime(it.updated() == 0 ? null : Instant.ofEpochMilli(it.updated()))
        .parameters(parameters(it.settings()))
        .outputs(
            outputs.entrySet().stream()
                .map(one -> Output.builder().outputKey(one.getKey()).outputValue(one.getValue()))
                .map(builder -> builder.build())
                .toList())
        .tags(tags(it.settings()))
        .build();
  }

  private static List<Tag> tags(Settings settings) {
    return settings.tags().entrySet().stream()
        .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
        .toList();
  }

  private static List<Parameter> parameters(Settings settings) {
    return values(settings).entrySet().stream()
        .map(one -> Parameter.builder().parameterKey(one.getKey()).parameterValue(one.getValue()))
        .map(builder -> builder.build())
        .toList();
  }

  /** Values of all parameters, by default those of the template. */
  static Map<String, String> values(Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> declared :
        Json.read("template", settings.template()).path("Parameters").properties()) {
      String given = settings.parameters().get(declared.getKey());
      values.put(
          declared.getKey(),
          Objects.requireNonNullElse(given, declared.getValue().path("Default").asText()));
    }
    return values;
  }

  /** Newest first. */
  static List<StackEvent> events(StackRecord it) {
    List<StackEvent> all = new ArrayList<>();
    for (int i = 0; i < it.events().size(); i++) {
      Event event = it.events().get(i);
      all.add(
          StackEvent.builder()
              .eventId("%s-%d-%d".formatted(event.logicalId(), event.time(), i))
              .stackId(it.id())
              .stackName(it.title())
              .timestamp(Instant.ofEpochMilli(event.time()))
              .logicalResourceId(event.logicalId())
              .physicalResourceId(orNull(event.physicalId()))
              .resourceType(event.type())
              .resourceStatus(event.status())
              .resourceStatusReason(orNull(event.reason()))
              .build());
    }
    Collections.reverse(all);
    return all;
  }

  static DescribeChangeSetResponse changeSet(StackRecord stack, String name, ChangeSet it) {
    return DescribeChangeSetResponse.builder()
        .changeSetName(name)
        .changeSetId(changeSetId(stack, name))
        .stackName(stack.title())
        .stackId(stack.id())
        .status(it.status())
        .statusReason(orNull(it.reason()))
        .executionStatus(it.status().equals(ChangeSet.READY) ? "AVAILABLE" : "UNAVAILABLE")
        .parameters(parameters(it.settings()))
        .tags(tags(it.settings()))
        .build();
  }

  static String changeSetId(StackRecord stack, String name) {
    return stack.id().replace(":stack/", ":changeSet/" + name + "/");
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
