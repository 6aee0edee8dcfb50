package io.amcinsights.core.dataset;

import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeFormation.Reader;
import java.util.List;
import java.util.regex.Pattern;

/** What may be configured of an installation as a whole. */
final class LakeFields {

  private static final Pattern PRINCIPAL =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(role|user|group)/[\\w+=,.@/-]{1,512}");
  private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]+");

  // What Athena allows.
  private static final long LEAST_CUTOFF = 10_000_000;
  private static final long MOST_CUTOFF = 1L << 50;
  private static final int MOST_BUDGET = 1_000_000;

  private LakeFields() {}

  static LakeFormation lakeFormation(Fields fields) {
    return new LakeFormation(
        fields.word("mode", Mode.HYBRID),
        fields.has("readers") ? fields.list("readers", LakeFields::reader) : List.of());
  }

  private static Reader reader(Fields fields) {
    return new Reader(
        fields.text(
            "principal",
            PRINCIPAL,
            "the ARN of an IAM role, user or group, such as"
                + " arn:aws:iam::111122223333:role/Analyst"),
        DatasetFields.name(fields, "team"),
        DatasetFields.name(fields, "dataset"),
        fields.texts("tenants", TENANT, "a customer id"));
  }

  static Operations operations(Fields fields) {
    return new Operations(
        fields.texts("alarmEmails", EMAIL, "an e-mail address"),
        (int) fields.number("monthlyBudgetUsd", 0, MOST_BUDGET, 0),
        fields.number("athenaCutoffBytes", LEAST_CUTOFF, MOST_CUTOFF, Operations.DEFAULT_CUTOFF));
  }

  static ProvisioningParameters tenants(Fields fields) {
    return new ProvisioningParameters(
        (int)
            fields.number(
                "ownRules",
                0,
                ProvisioningParameters.MOST_OWN_RULES,
                ProvisioningParameters.DEFAULT.ownRules()),
        fields.flag("mergeAdoptedBuckets", ProvisioningParameters.DEFAULT.mergeAdoptedBuckets()));
  }
}
