package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;

/** Who administers Lake Formation, and whom it lets into what is new. */
record LakeFormationCheck(LakeFormationClient client, Account account, Mode mode) implements Check {

  private static final String EVERYBODY = "IAM_ALLOWED_PRINCIPALS";

  @Override
  public String name() {
    return "Lake Formation";
  }

  @Override
  public List<Finding> run() {
    DataLakeSettings settings =
        Asking.of(
            "lakeformation:GetDataLakeSettings",
            () -> client.getDataLakeSettings(it -> {}).dataLakeSettings());
    return List.of(administrators(settings), defaults(settings));
  }

  private Finding administrators(DataLakeSettings settings) {
    List<String> there =
        settings.dataLakeAdmins().stream()
            .map(DataLakePrincipal::dataLakePrincipalIdentifier)
            .sorted()
            .toList();
    String deployer = account.deployer();
    return Finding.ok(
        name(),
        "administrators: %s; deploying %s and removes nobody"
            .formatted(
                there.isEmpty() ? "none" : String.join(", ", there),
                there.contains(deployer) ? "has its role there already" : "adds " + deployer));
  }

  private Finding defaults(DataLakeSettings settings) {
    boolean open =
        hasEverybody(settings.createDatabaseDefaultPermissions())
            && hasEverybody(settings.createTableDefaultPermissions());
    boolean closed =
        !hasEverybody(settings.createDatabaseDefaultPermissions())
            && !hasEverybody(settings.createTableDefaultPermissions());
    return mode == Mode.HYBRID ? hybrid(open) : lakeFormation(closed);
  }

  private Finding hybrid(boolean open) {
    return open
        ? Finding.ok(
            name(),
            "mode hybrid: what is new is open to %s; IAM decides for all but the named readers"
                .formatted(EVERYBODY))
        : Finding.warning(
            name(),
            "mode hybrid: what is new is not open to %s, so whoever reads by IAM alone does not see"
                    .formatted(EVERYBODY)
                + " the lake's tables",
            "name its readers in the datasets file, or open the defaults in Lake Formation's Data"
                + " Catalog settings (the whole account's)");
  }

  private Finding lakeFormation(boolean closed) {
    return closed
        ? Finding.ok(name(), "mode lake-formation: what is new is open to nobody without a grant")
        : Finding.warning(
            name(),
            "mode lake-formation: what is new is open to %s, so whoever IAM allows reads it without"
                    .formatted(EVERYBODY)
                + " a grant",
            "take the defaults away in Lake Formation's Data Catalog settings (the whole account's)"
                + " before the first deployment, or stay with mode hybrid");
  }

  private static boolean hasEverybody(List<PrincipalPermissions> defaults) {
    return defaults.stream()
        .anyMatch(it -> EVERYBODY.equals(it.principal().dataLakePrincipalIdentifier()));
  }
}
