package io.amcinsights.infra;

import io.amcinsights.core.lifecycle.Migrations;
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
    // A release that stores in another way registers everything again.
    properties.put("SchemaVersion", Integer.toString(Migrations.CURRENT));
    return CustomResource.Builder.create(scope, id)
        .resourceType("Custom::LakeRegistration")
        .serviceToken(serviceToken)
        .properties(properties)
        .build();
  }
}
