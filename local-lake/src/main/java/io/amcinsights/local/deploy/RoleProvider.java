package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Roles: who may assume them and what for is not looked at here, only that they are there. */
final class RoleProvider implements Provider {

  static final String TYPE = "AWS::IAM::Role";

  private static final String ARN = "Arn";

  /** What it was before its name or path changed. */
  private static final String FORMER = "FormerArn";

  private final Roles roles;

  RoleProvider(Roles roles) {
    this.roles = roles;
  }

  @Override
  public Properties properties() {
    return Properties.ANY;
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("RoleName");
    String path = request.find("Path").orElse("/");
    String arn = request.stack().place().globalArn("iam", "role" + path + name);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(ARN, arn);
    attributes.put("RoleId", "AROALOCAL");
    Placed previous = request.previous();
    if (previous != null) {
      JsonNode before = previous.attributes();
      String former = before.path(before.path(ARN).asText().equals(arn) ? FORMER : ARN).asText();
      if (!former.isEmpty()) {
        attributes.put(FORMER, former);
      }
    }
    Placed placed = Placed.of(name, attributes);
    remember(roles, placed);
    return placed;
  }

  /**
   * Lets a role be assumed, by its former name as well: a tenant's record has that one until the
   * tenant is provisioned anew, and its files go through meanwhile.
   */
  static void remember(Roles roles, Placed placed) {
    roles.add(placed.attributes().path(ARN).asText());
    roles.add(placed.attributes().path(FORMER).asText());
  }

  @Override
  public void remove(Request request, Placed placed) {
    roles.remove(placed.attributes().path(ARN).asText());
    roles.remove(placed.attributes().path(FORMER).asText());
  }
}
