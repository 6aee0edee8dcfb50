package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One deployment of one stack.
 *
 * @param given values of parameters
 * @param exclusive buckets that are there already are refused, unless imported
 * @param imports what resources take over as it is, by logical id
 */
record Plan(
    StackName stack,
    JsonNode template,
    Map<String, String> given,
    boolean exclusive,
    Map<String, Map<String, String>> imports,
    Progress progress) {

  /** One that takes whatever is there, as every start does. */
  static Plan of(StackName stack, JsonNode template, Map<String, String> given) {
    return new Plan(stack, template, given, false, Map.of(), Progress.UNHEARD);
  }

  /** What somebody wants: it takes nothing that is there already, unless it imports it. */
  static Plan of(StackName stack, Blueprint wanted, Progress progress) {
    JsonNode template = Assembly.parse(wanted.key(), wanted.template());
    return new Plan(stack, template, wanted.parameters(), true, wanted.imports(), progress);
  }

  Request.Claim claim(String logicalId) {
    Map<String, String> imported = imports.getOrDefault(logicalId, Map.of());
    return new Request.Claim(exclusive && imported.isEmpty(), imported);
  }
}
