package io.amcinsights.local.deploy;

/** Is told what happens to the resources of one stack. */
public interface Progress {

  /** Nobody listens. */
  Progress UNHEARD =
      new Progress() {
        @Override
        public void before(String logicalId) {}

        @Override
        public void made(String logicalId, String type, String physicalId, boolean isNew) {}

        @Override
        public void gone(String logicalId, String type, String physicalId) {}

        @Override
        public void failed(String logicalId, String type, String reason) {}
      };

  /** A resource is about to be made or deleted; what this throws becomes its failure. */
  void before(String logicalId);

  void made(String logicalId, String type, String physicalId, boolean isNew);

  void gone(String logicalId, String type, String physicalId);

  void failed(String logicalId, String type, String reason);
}
