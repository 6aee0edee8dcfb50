package io.amcinsights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.StsException;

class LocalStsTest {

  private static final String READER = "arn:aws:iam::000000000000:role/readers/acme";

  private final LocalSts sts = new LocalSts("000000000000", READER::equals);

  @Test
  void aRoleThatIsThereIsAssumed() {
    var assumed = sts.assumeRole(it -> it.roleArn(READER).roleSessionName("test"));

    assertThat(assumed.credentials().sessionToken()).isNotEmpty();
    assertThat(assumed.assumedRoleUser().arn()).startsWith(READER);
  }

  @Test
  void aRoleThatIsNotThereIsRefusedInStssWords() {
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> sts.assumeRole(it -> it.roleArn(READER + "2").roleSessionName("test")))
        .satisfies(
            it -> {
              assertThat(it.statusCode()).isEqualTo(403);
              assertThat(it.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            })
        .withMessageContaining(
            "User: arn:aws:iam::000000000000:user/local is not authorized to perform:"
                + " sts:AssumeRole on resource: "
                + READER
                + "2");
  }
}
