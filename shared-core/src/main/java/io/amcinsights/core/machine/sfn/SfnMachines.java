package io.amcinsights.core.machine.sfn;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.machine.Machines;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Executions in Step Functions. */
public final class SfnMachines implements Machines {

  private final SfnClient sfn;

  public SfnMachines(SfnClient sfn) {
    this.sfn = sfn;
  }

  @Override
  public Start start(String machine, String name, String input) {
    try {
      sfn.startExecution(request -> request.stateMachineArn(machine).name(name).input(input));
      return Start.RUNNING;
    } catch (ExecutionAlreadyExistsException e) {
      return Start.NAME_TAKEN;
    } catch (StateMachineDoesNotExistException e) {
      throw new InvalidInputException(
          e, "State machine %s does not exist; deploy the pipeline that owns it", machine);
    } catch (SdkException e) {
      throw new UnavailableException(
          e,
          "Execution %s of %s may not have started: %s",
          name,
          machine,
          String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Status status(String machine, String name) {
    String execution = executionArn(machine, name);
    try {
      ExecutionStatus status =
          sfn.describeExecution(request -> request.executionArn(execution)).status();
      return status == ExecutionStatus.RUNNING || status == ExecutionStatus.PENDING_REDRIVE
          ? Status.RUNNING
          : Status.ENDED;
    } catch (ExecutionDoesNotExistException e) {
      return Status.ABSENT;
    } catch (SdkException e) {
      throw new UnavailableException(
          e, "Execution %s could not be looked up: %s", execution, String.valueOf(e.getMessage()));
    }
  }

  /** {@code arn:aws:states:{region}:{account}:execution:{machine}:{name}}. */
  static String executionArn(String machine, String name) {
    return machine.replaceFirst(":stateMachine:", ":execution:") + ":" + name;
  }
}
