package io.amcinsights.infra;

import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.constructs.Construct;

/** A row of octagon, written by our own function when the stack is deployed. */
final class Registration {

  private Registration() {}

  static CustomResource of(
      Construct scope, String id, String serviceToken, String kind, String document) {
    TreeMap<String, Object> properties = new TreeMap<>();
    properties.put("Kind", kind);
    properties.put("Document", document);
    return CustomResource.Builder.create(scope, id)
        .resourceType("Custom::LakeRegistration")
        .serviceToken(serviceToken)
        .properties(properties)
        .build();
  }
}
