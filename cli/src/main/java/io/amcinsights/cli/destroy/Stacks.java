package io.amcinsights.cli.destroy;

import java.util.List;
import java.util.Optional;

/** The stacks of one account and region. */
public interface Stacks {

  /** All that exist, whoever made them; without those nested in others. */
  List<Stack> existing();

  /** Those that are gone and that CloudFormation remembers (90 days), by beginning of name. */
  List<Stack> remembered(String beginning);

  /** What a stack holds, or left behind. */
  List<Resource> resources(Stack stack);

  /** Takes the termination protection away. */
  void unguard(Stack stack);

  /** Begins to delete. */
  void delete(Stack stack);

  /** The stack as it is now; empty when nobody knows it any more. */
  Optional<Stack> now(Stack stack);

  /** What CloudFormation says of resources that it could not delete, newest first. */
  List<String> failures(Stack stack);
}
