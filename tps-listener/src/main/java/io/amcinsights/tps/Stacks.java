package io.amcinsights.tps;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stacks of an account. Calls begin something and return; {@link #find} tells how far it is.
 * Each may be repeated.
 */
public interface Stacks {

  /** The stack as it is; empty when there is none, or none any more. */
  Optional<StackState> find(StackName stack);

  void create(Deployment deployment);

  /**
   * Changes a stack.
   *
   * @return whether there is anything to change
   */
  boolean update(Deployment deployment);

  /**
   * Begins or goes on with a stack that takes over resources which an earlier one left behind.
   *
   * @param resources identifiers by logical id, as CloudFormation names them
   */
  void importInto(Deployment deployment, Map<String, Map<String, String>> resources);

  void delete(StackName stack);

  /** Goes on turning back a change that could not be turned back. */
  void turnBack(StackName stack);

  /** CloudFormation's own reasons why the last operation failed, first cause first. */
  List<String> reasons(StackName stack);
}
