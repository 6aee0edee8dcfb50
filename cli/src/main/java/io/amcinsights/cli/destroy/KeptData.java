package io.amcinsights.cli.destroy;

/** What stacks leave behind, where it is. */
public interface KeptData {

  /** How something that a stack kept is now. */
  enum State {
    /** There, and of this installation. */
    OURS,
    /** There, and of somebody else: it has the name, and lacks our tags. */
    FOREIGN,
    /** Not there any more, or about to go. */
    GONE
  }

  /** Looks at it as it is now. */
  State look(Resource resource);

  /**
   * Removes it with all it holds.
   *
   * @throws DestroyException when it stays, with the reason
   */
  void remove(Resource resource, Telling telling) throws InterruptedException;
}
