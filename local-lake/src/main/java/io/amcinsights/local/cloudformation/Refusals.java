package io.amcinsights.local.cloudformation;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InvalidChangeSetStatusException;

/** What CloudFormation says when it refuses. */
final class Refusals {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private Refusals() {}

  static CloudFormationException invalid(String message) {
    return fill(CloudFormationException.builder(), "ValidationError", message);
  }

  static CloudFormationException exists(String what) {
    return fill(
        AlreadyExistsException.builder(), "AlreadyExistsException", what + " already exists");
  }

  static CloudFormationException noChangeSet(String name) {
    return (CloudFormationException)
        ChangeSetNotFoundException.builder()
            .statusCode(NOT_FOUND)
            .awsErrorDetails(
                details("ChangeSetNotFound", "ChangeSet [%s] does not exist".formatted(name)))
            .message("ChangeSet [%s] does not exist".formatted(name))
            .build();
  }

  static CloudFormationException changeSetStatus(String name, String status) {
    return fill(
        InvalidChangeSetStatusException.builder(),
        "InvalidChangeSetStatus",
        "ChangeSet [%s] cannot be executed in its current status of [%s]".formatted(name, status));
  }

  private static CloudFormationException fill(
      CloudFormationException.Builder builder, String code, String message) {
    return (CloudFormationException)
        builder
            .statusCode(BAD_REQUEST)
            .awsErrorDetails(details(code, message))
            .message(message)
            .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder()
        .serviceName("CloudFormation")
        .errorCode(code)
        .errorMessage(message)
        .build();
  }
}
