package io.amcinsights.tps.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPolicyTest {

  private static final String AMC = "444455556666";

  @Test
  void withoutAPolicyNobodyMayWrite() {
    assertThat(BucketPolicy.admits("{}", AMC)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"s3:PutObject\"",
        "[\"s3:GetObject\",\"s3:PutObject\"]",
        "\"s3:*\"",
        "[\"s3:PutObjectAcl\",\"s3:Put*\"]"
      })
  void bothAccountsMayPutWhateverTheActionIsWrittenLike(String actions) {
    assertThat(BucketPolicy.admits(allow(actions, AMC, "811639200769"), AMC)).isTrue();
  }

  @Test
  void oneOfTheTwoIsNotEnough() {
    assertThat(BucketPolicy.admits(allow("\"s3:PutObject\"", AMC, AMC), AMC)).isFalse();
    assertThat(BucketPolicy.admits(allow("\"s3:GetObject\"", AMC, "811639200769"), AMC)).isFalse();
  }

  @Test
  void theStatementThatTheInstructionsAddIsEnough() {
    String instructions = Instructions.admit("b", "us-east-1", AMC);
    String statement =
        instructions.substring(
            instructions.indexOf("[{\"Sid\"") + 1, instructions.indexOf("}]'") + 1);

    assertThat(BucketPolicy.admits("{\"Statement\":" + statement + "}", AMC)).isTrue();
  }

  private static String allow(String actions, String first, String second) {
    return """
        {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*"},
         {"Effect": "Allow", "Action": %s,
          "Principal": {"AWS": ["arn:aws:iam::%s:root", "%s"]}}]}
        """
        .formatted(actions, first, second);
  }
}
