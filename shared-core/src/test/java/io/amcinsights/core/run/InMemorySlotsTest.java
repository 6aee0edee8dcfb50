package io.amcinsights.core.run;

class InMemorySlotsTest extends SlotsContract {

  @Override
  protected Slots slots() {
    return new InMemorySlots();
  }
}
