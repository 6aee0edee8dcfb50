package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeFormation.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lakeformation.CfnResource;
import software.amazon.awscdk.services.lakeformation.CfnTagAssociation;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * A dataset under Lake Formation: who writes it, who reads it, and only then where it is. Until its
 * location is registered nobody asks Lake Formation; whoever has no grant by then is shut out.
 */
final class DatasetGovernance extends Construct {

  private final GovernanceStack governance;
  private final Dataset dataset;
  private final String database;
  private final IDependable made;
  private final List<Construct> grants = new ArrayList<>();

  /**
   * For one dataset.
   *
   * @param made its database
   */
  DatasetGovernance(
      Construct scope, String id, GovernanceStack governance, Dataset dataset, IDependable made) {
    super(scope, id);
    this.governance = governance;
    this.dataset = dataset;
    this.database = dataset.database();
    this.made = made;
  }

  /**
   * Grants, then registers.
   *
   * @param location ARN of where the dataset's tables lie
   * @param access role with which Lake Formation reads and writes there
   * @param writers roles that create and commit tables
   * @param finishers roles that do the same, tag tables and grant filters of them
   */
  void govern(
      String location,
      Role access,
      List<Role> writers,
      List<Role> finishers,
      List<Reader> readers) {
    tag();
    Grant write = Grant.onTables(database).of("ALL");
    for (int i = 0; i < writers.size(); i++) {
      write("Writer" + i, write, writers.get(i).getRoleArn());
    }
    for (int i = 0; i < finishers.size(); i++) {
      write("Finisher" + i, write.passingOn("DESCRIBE", "SELECT"), finishers.get(i).getRoleArn());
    }
    for (int i = 0; i < readers.size(); i++) {
      read(i, readers.get(i));
    }
    CfnResource registered = register(location, access);
    for (int i = 0; i < writers.size(); i++) {
      place("Writer%dLocation".formatted(i), location, writers.get(i), registered);
    }
    for (int i = 0; i < finishers.size(); i++) {
      place("Finisher%dLocation".formatted(i), location, finishers.get(i), registered);
    }
  }

  /** Tables inherit what tells the databases apart. */
  private void tag() {
    List<Object> tags = List.of(pair("team", dataset.team()), pair("dataset", dataset.dataset()));
    CfnTagAssociation.Builder.create(this, "Tags")
        .lfTags(tags)
        .resource(
            CfnTagAssociation.ResourceProperty.builder()
                .database(
                    CfnTagAssociation.DatabaseResourceProperty.builder()
                        .catalogId(Aws.ACCOUNT_ID)
                        .name(database)
                        .build())
                .build())
        .build()
        .getNode()
        .addDependency(made, governance);
  }

  private CfnTagAssociation.LFTagPairProperty pair(String dimension, String value) {
    return CfnTagAssociation.LFTagPairProperty.builder()
        .catalogId(Aws.ACCOUNT_ID)
        .tagKey(governance.names().tag(dimension))
        .tagValues(List.of(value))
        .build();
  }

  private void write(String id, Grant tables, String role) {
    grant(
        id + "Database", Grant.onDatabase(database).of("ALTER", "CREATE_TABLE", "DESCRIBE"), role);
    grant(id + "Tables", tables, role);
  }

  /** Only what is registered can be granted; nothing is loaded before the dataset has its row. */
  private void place(String id, String location, Role role, CfnResource registered) {
    Grant.onLocation(location)
        .of("DATA_LOCATION_ACCESS")
        .to(this, id, role.getRoleArn())
        .getNode()
        .addDependency(registered);
  }

  /** All tables, or, for some tenants only, what is filtered for them once tables exist. */
  private void read(int index, Reader reader) {
    String principal = reader.principal();
    grant(
        "Reader%dDatabase".formatted(index), Grant.onDatabase(database).of("DESCRIBE"), principal);
    if (reader.tenants().isEmpty()) {
      grant(
          "Reader%dTables".formatted(index),
          Grant.onTables(database).of("DESCRIBE", "SELECT"),
          principal);
    }
    LakeFunction optIn = governance.optInFunction();
    if (optIn != null) {
      TreeMap<String, Object> properties = new TreeMap<>();
      properties.put("Principal", principal);
      properties.put("Database", database);
      CustomResource.Builder.create(this, "Reader%dOptIn".formatted(index))
          .resourceType("Custom::LakeOptIn")
          .serviceToken(optIn.invokeArn())
          .properties(properties)
          .build()
          .getNode()
          .addDependency(grants.toArray(new Construct[0]));
    }
  }

  private CfnResource register(String location, Role access) {
    CfnResource registered =
        CfnResource.Builder.create(this, "Location")
            .resourceArn(location)
            .roleArn(access.getRoleArn())
            .useServiceLinkedRole(false)
            .hybridAccessEnabled(governance.mode() == Mode.HYBRID)
            .build();
    registered.getNode().addDependency(grants.toArray(new Construct[0]));
    return registered;
  }

  private void grant(String id, Grant grant, String principal) {
    Construct granted = grant.to(this, id, principal);
    granted.getNode().addDependency(made);
    grants.add(granted);
  }
}
