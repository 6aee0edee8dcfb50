package io.amcinsights.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * What differs between stages: their functions and how a machine calls them.
 *
 * @param <F> the stage's functions, for whoever grants them more
 */
interface StageDesign<F> {

  /** {@code a} or {@code b}: part of every name of the stage, and the starter's {@code STAGE}. */
  String letter();

  String description();

  /** Whether the stage is rung on one queue of its own; else each dataset brings one. */
  boolean hasQueue();

  /** Gives the starter what this stage's starter needs beyond the objects table. */
  void equip(LakeFunction starter);

  /** Makes the functions. */
  Machine<F> machine(Construct scope, Queue failed);

  /**
   * A machine and what it may call.
   *
   * @param invoked functions the definition names
   * @param more permissions of other integrations
   */
  record Machine<F>(
      F functions,
      Map<String, Object> definition,
      List<LakeFunction> invoked,
      List<PolicyStatement> more) {}
}
