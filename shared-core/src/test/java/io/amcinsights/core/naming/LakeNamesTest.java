package io.amcinsights.core.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import org.junit.jupiter.api.Test;

class LakeNamesTest {

  @Test
  void anInstallationThatCannotBePartOfABucketsNameIsRefused() {
    assertThatThrownBy(() -> new LakeNames("Amc_Lake", "dev"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "The installation is 'Amc_Lake'; use 1 to 12 lower-case letters and digits, a letter"
                + " first (cdk -c installation=..., or mvn -Dlake.installation=...)");
  }

  @Test
  void aNameThatAwsWouldRefuseIsRefusedBeforeAnythingIsDeployed() {
    LakeNames.Pipeline names =
        LakeNames.DEFAULT.pipeline("a-team-with-a-long-name", "and-a-long-pipeline");
    assertThatThrownBy(() -> names.function("light-transform-large"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has 77 characters and AWS allows 64; shorten");
  }

  @Test
  void namesCarryEveryDimension() {
    LakeNames names = new LakeNames("amclake", "prod");
    assertThat(names.pipeline("retail", "adtech").function("start-a"))
        .isEqualTo("amclake-prod-retail-adtech-start-a");
    assertThat(names.dataset("retail", "amc").stageBQueue())
        .isEqualTo("amclake-prod-retail-amc-stage-b");
    assertThat(names.tenant("x".repeat(names.longestCustomerId()))).hasSize(64);
    assertThat(names.boundary("eu-west-1")).isEqualTo("amclake-prod-eu-west-1-boundary");
  }

  @Test
  void theLongestBucketFitsTheLongestRegion() {
    LakeNames names = new LakeNames("abcdefghijkl", "abcdefghijkl");
    for (String zone : LakeNames.zones()) {
      assertThat(names.bucket(zone, "123456789012", "ap-southeast-1")).hasSizeLessThan(64);
    }
  }

  @Test
  void databasesOfOtherInstallationsCarryTheirName() {
    assertThat(LakeNames.DEFAULT.database("demoteam", "amcdataset"))
        .isEqualTo("demoteam_amcdataset")
        .startsWith(LakeNames.DEFAULT.databases("demoteam"));
    LakeNames prod = new LakeNames("amclake", "prod");
    assertThat(prod.database("demoteam", "amcdataset"))
        .isEqualTo("amclake_prod_demoteam_amcdataset")
        .startsWith(prod.databases("demoteam"));
  }

  @Test
  void whatTenantsShareIsNamedByItsSlotAndSortsByIt() {
    LakeNames names = LakeNames.DEFAULT;
    assertThat(names.sharedRule(7)).isEqualTo("amclake-dev-shared-07");
    assertThat(names.sharedRule(59)).isEqualTo("amclake-dev-shared-59");
    assertThat(names.sharedRules()).isEqualTo("amclake-dev-shared-*");
    assertThat(names.awayTemplate()).isEqualTo("amclake-dev-tenant-away");
    assertThat(names.partnerTemplate()).isEqualTo("amclake-dev-tenant-partner");
    assertThat(names.regionTemplate()).isEqualTo("amclake-dev-region");
    assertThat(names.rulesTemplate()).isEqualTo("amclake-dev-rules");
  }

  @Test
  void rolesThatReachOverBordersFitIamWhateverTheIdIs() {
    LakeNames names = new LakeNames("abcdefghijkl", "abcdefghijkl");
    String longest = "x".repeat(names.longestCustomerId());
    assertThat(names.partnerReader(longest)).hasSize(64);
    assertThat(names.forwarder("ap-southeast-1")).hasSizeLessThan(64);
    assertThat(LakeNames.DEFAULT.partnerReaderArn("123456789012", "eu-west-1", "a_b"))
        .isEqualTo(
            "arn:aws:iam::123456789012:role/amclake-dev/eu-west-1/tenants/amclake-dev-tenant-a_b");
    assertThat(LakeNames.DEFAULT.partnerReaderArn("123456789012", "cn-north-1", "a"))
        .startsWith("arn:aws-cn:iam::");
    assertThat(LakeNames.DEFAULT.partnerReaderArn("123456789012", "us-gov-west-1", "a"))
        .startsWith("arn:aws-us-gov:iam::");
  }
}
