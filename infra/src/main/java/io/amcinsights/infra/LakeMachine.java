package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** A state machine as all of ours: standard, traced, and logged without what passes through it. */
final class LakeMachine {

  private LakeMachine() {}

  /**
   * Makes the machine, its role and its log group in the scope.
   *
   * @param invoked functions it calls
   * @param more what its role may do beyond calling them
   */
  static StateMachine create(
      Construct scope,
      FoundationStack foundation,
      String name,
      Map<String, Object> definition,
      List<LakeFunction> invoked,
      List<PolicyStatement> more) {
    Role role =
        Role.Builder.create(scope, "MachineRole")
            .description("State machine " + name)
            .assumedBy(Conditions.forThisAccount("states.amazonaws.com"))
            .build();
    role.addToPolicy(
        Allow.actions("lambda:InvokeFunction")
            .on(invoked.stream().map(LakeFunction::invokeArn).toList()));
    more.forEach(role::addToPolicy);
    LogGroup logs =
        LakeFunction.logs(scope, "MachineLogs", LakeNames.machineLogs(name), foundation);
    return StateMachine.Builder.create(scope, "Machine")
        .stateMachineName(name)
        .stateMachineType(StateMachineType.STANDARD)
        .definitionBody(DefinitionBody.fromString(Stack.of(scope).toJsonString(definition)))
        .role(role)
        .tracingEnabled(true)
        .logs(
            LogOptions.builder()
                .destination(logs)
                .level(LogLevel.ALL)
                // What passed which state, never what was in it.
                .includeExecutionData(false)
                .build())
        .build();
  }
}
