package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What somebody wrote down of a tenant.
 *
 * @param source where: a file, or a line of one
 * @param fields settings by name
 */
record TenantRecord(String source, ObjectNode fields) {

  /** Whose; empty when it does not say. */
  String customerId() {
    return fields.path("customerId").asText("");
  }
}
