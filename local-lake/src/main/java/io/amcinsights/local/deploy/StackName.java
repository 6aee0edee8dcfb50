package io.amcinsights.local.deploy;

import java.util.Map;

/**
 * A stack and where it is.
 *
 * @param key what it is called among the stacks of all places
 * @param tags of the stack, which its buckets get as well
 */
record StackName(String key, String name, Place place, Map<String, String> tags) {

  StackName {
    tags = Map.copyOf(tags);
  }

  String id() {
    return arn("cloudformation", "stack/" + name + "/local");
  }

  String arn(String service, String resource) {
    return place.arn(service, resource);
  }

  /** Templates name functions either way. */
  String functionArn(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn : arn("lambda", "function:" + nameOrArn);
  }
}
