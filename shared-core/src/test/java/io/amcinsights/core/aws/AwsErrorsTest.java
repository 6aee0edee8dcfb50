package io.amcinsights.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.LakeException.Remedy;
import io.amcinsights.core.error.UnavailableException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsErrorsTest {

  @Test
  void givesTheAnswer() {
    assertThat(AwsErrors.<String>call("read x", () -> "answer")).isEqualTo("answer");
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void saysThatNobodyKnowsWhetherItTookEffect(SdkException failure) {
    assertThatThrownBy(() -> call(failure))
        .isInstanceOfSatisfying(
            UnavailableException.class, it -> assertThat(it.remedy()).isEqualTo(Remedy.RETRY))
        .hasMessageContaining("write s3://bucket/key")
        .hasMessageContaining("Repeating it is safe")
        .hasCause(failure);
  }

  static Stream<SdkException> unknown() {
    return Stream.of(
        SdkClientException.create("Read timed out"),
        ApiCallTimeoutException.create("timed out", null),
        AbortedException.create("interrupted"),
        S3Exception.builder().statusCode(503).build(),
        answer("ProvisionedThroughputExceededException"),
        answer("RequestLimitExceeded"),
        answer("ThrottlingException"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void leavesWhatTheServiceRefusedAsItIs(SdkException failure) {
    assertThatThrownBy(() -> call(failure)).isSameAs(failure);
  }

  static Stream<SdkException> refused() {
    return Stream.of(
        ConditionalCheckFailedException.builder().statusCode(400).build(),
        NoSuchKeyException.builder().statusCode(404).build(),
        answer("AccessDeniedException"),
        NonRetryableException.create("the file exists"));
  }

  private static AwsServiceException answer(String code) {
    return DynamoDbException.builder()
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static String call(SdkException failure) {
    return AwsErrors.call(
        "write s3://bucket/key",
        () -> {
          throw failure;
        });
  }
}
