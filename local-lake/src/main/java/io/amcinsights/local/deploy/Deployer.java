package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * CloudFormation of the local lake: deploys synthesised templates into the embedded services.
 *
 * <p>Every start deploys again. Functions, rules, mappings and machines live in memory and are put
 * each time; queues, tables and custom resources are only touched when their properties changed.
 * What starts to work by itself (machines, rules, mappings) does so after everything else is there.
 */
public final class Deployer implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Deployer.class);

  private final Services services;
  private final DeploymentState state;
  private final ResponseServer responses = new ResponseServer();
  private final Providers providers;
  private final Departures departures;
  private final InertTypes inert = new InertTypes();
  private final Copies copies;

  /** Stacks that exist, in the order in which they were deployed. */
  private final Set<String> live = new LinkedHashSet<>();

  private final StackNames names;

  /** Read without waiting. */
  private final ConcurrentMap<String, Deployed> deployed = new ConcurrentHashMap<>();

  private @Nullable Path assembly;

  /**
   * Opens the deployer.
   *
   * @param folder holds {@code stacks.json} and copies of templates deployed by hand
   */
  public Deployer(Services services, Path folder) {
    this.services = services;
    this.state = DeploymentState.load(folder.resolve("stacks.json"));
    this.copies = new Copies(folder.resolve("templates"), state);
    this.providers = new Providers(services, responses, inert::add);
    this.names = new StackNames(services.home());
    state
        .resources()
        .filter(it -> it.type().equals(RoleProvider.TYPE))
        .forEach(it -> RoleProvider.remember(services.roles(), it.placed()));
    this.departures = new Departures(names, providers, state);
  }

  /** Deploys all stacks of a cloud assembly, and again those deployed by hand before. */
  public void deploy(Path cloudAssembly) {
    deploy(cloudAssembly, name -> false);
  }

  /**
   * The same, but for stacks that somebody carries on with right afterwards.
   *
   * @param postponed whether a stack deployed by hand before is left to them
   */
  public synchronized void deploy(Path cloudAssembly, Predicate<String> postponed) {
    assembly = cloudAssembly;
    List<Runnable> activations = new ArrayList<>();
    for (Assembly.Stack stack :
        Assembly.read(cloudAssembly, services.account(), services.region())) {
      JsonNode template = Assembly.parse(stack.template());
      Map<String, String> given = new LinkedHashMap<>(stack.parameters());
      given.putAll(copies.chosen(stack.name(), template));
      Map<String, String> tags = new LinkedHashMap<>(stack.tags());
      tags.putAll(state.texts(stack.name(), "tags"));
      List<String> missing = new ArrayList<>(Parameters.required(template));
      missing.removeAll(given.keySet());
      if (missing.isEmpty()) {
        deploy(Plan.of(names.add(stack, tags), template, given), activations);
      } else {
        LOG.info("Stack {} waits for its parameters {}", stack.name(), missing);
      }
    }
    state
        .byHand()
        .forEach(
            (name, file) -> {
              if (live.add(name) && !postponed.test(name)) {
                List<Runnable> own = new ArrayList<>();
                attempt(name, () -> redeploy(name, file, own));
                activations.add(() -> attempt(name, () -> own.forEach(Runnable::run)));
              }
            });
    departures.carryOut(live);
    activations.forEach(Runnable::run);
    inert.tell();
  }

  /** One tenant's trouble must not keep the lake from starting. */
  private static void attempt(String name, Runnable work) {
    try {
      work.run();
    } catch (LakeException e) {
      LOG.error("Stack {} does not work: {}; deploy it again", name, e.getMessage());
    }
  }

  private void redeploy(String name, String file, List<Runnable> activations) {
    Map<String, String> given = state.texts(name, "parameters");
    Path template = copies.newest(file, assembly, given);
    deploy(Plan.of(local(name), Assembly.parse(template), given), activations);
  }

  /**
   * Creates or updates one stack from a template, as the tenant provisioning does.
   *
   * @return its outputs
   * @throws InvalidInputException naming stack, resource, type and property at fault
   */
  public synchronized Map<String, String> deployTemplate(
      String stackName, Path template, Map<String, String> parameters) {
    boolean known = state.byHand().containsKey(stackName);
    List<Runnable> activations = new ArrayList<>();
    try {
      JsonNode parsed = Assembly.parse(template);
      // First, so that a crash in between is followed by a start that completes it.
      copies.keep(stackName, template, parameters);
      Map<String, String> outputs =
          deploy(Plan.of(local(stackName), parsed, parameters), activations);
      departures.carryOut(live);
      activations.forEach(Runnable::run);
      inert.tell();
      return outputs;
    } catch (LakeException e) {
      if (!known) {
        state.noTemplate(stackName);
        state.save();
      }
      throw e;
    }
  }

  /** Removes what runs of a stack deployed by hand; what holds data stays. */
  public synchronized void remove(String stackName) {
    JsonNode empty = JsonNodeFactory.instance.objectNode();
    deploy(Plan.of(local(stackName), empty, Map.of()), new ArrayList<>());
    departures.carryOut(live);
    forget(stackName);
  }

  private void forget(String stackName) {
    live.remove(stackName);
    deployed.remove(stackName);
    state.forget(stackName);
    state.save();
  }

  /** Creates or updates a stack: it takes nothing that is there already, unless it imports it. */
  public synchronized void apply(Blueprint wanted, Progress progress) {
    apply(wanted, progress, departures::carryOut);
  }

  /** Puts a stack back to what it was; what a failed change had made is deleted. */
  public synchronized void takeBack(Blueprint former, Progress progress) {
    apply(former, progress, departures::takeBack);
  }

  private void apply(Blueprint wanted, Progress progress, Consumer<Set<String>> departing) {
    List<Runnable> activations = new ArrayList<>();
    deploy(plan(wanted, progress), activations);
    departing.accept(live);
    activations.forEach(Runnable::run);
    copies.keep(wanted, names.isSynthesised(wanted.key()));
    inert.tell();
  }

  private Plan plan(Blueprint wanted, Progress progress) {
    return Plan.of(names.find(wanted.key(), wanted.tags()), wanted, progress);
  }

  /**
   * Deletes a stack with what it made, but for what its template retains.
   *
   * @param created false when its creation failed: what stays only of stacks that once were whole
   *     goes as well
   */
  public synchronized void delete(Blueprint stack, boolean created, Progress progress) {
    // From here on no start makes it anew.
    state.noTemplate(stack.key());
    state.save();
    Set<String> staying = created ? Set.of("Retain", "RetainExceptOnCreate") : Set.of("Retain");
    new StackRemoval(plan(stack, progress), staying, providers, state).carryOut();
    forget(stack.key());
  }

  /** Forgets a stack whose resources all stay. */
  public synchronized void letGo(Blueprint stack, Progress progress) {
    Set<String> all = Set.of("", "Delete", "Retain", "RetainExceptOnCreate", "Snapshot");
    new StackRemoval(plan(stack, progress), all, providers, state).carryOut();
    forget(stack.key());
  }

  /** What a stack is called among those of all places; plainly at home. */
  public String key(Place place, String stackName) {
    return names.key(place, stackName);
  }

  /** Where the stack of a key is. */
  public Place place(String key) {
    return names.find(key, Map.of()).place();
  }

  /** The name of a stack where it is. */
  public String name(String key) {
    return names.find(key, Map.of()).name();
  }

  /** A stack as it is; never waits for a deployment. */
  public Optional<Deployed> deployed(String key) {
    return Optional.ofNullable(deployed.get(key));
  }

  /** Keys of the stacks that are there. */
  public Set<String> deployed() {
    return Set.copyOf(deployed.keySet());
  }

  /** Logical ids of what a stack has by now. */
  public synchronized Set<String> resources(String key) {
    return Set.copyOf(state.resources(key).keySet());
  }

  public Services services() {
    return services;
  }

  /** The template of the assembly that waits for parameters, by the end of its stack's name. */
  public synchronized Optional<Path> template(String nameEnd) {
    return assembly == null ? Optional.empty() : Assembly.template(assembly, nameEnd);
  }

  /** Outputs of a deployed stack. */
  public synchronized Map<String, String> outputs(String key) {
    if (!state.has(key)) {
      throw new InvalidInputException("Stack %s is not deployed", key);
    }
    return state.texts(key, "outputs");
  }

  private Map<String, String> deploy(Plan plan, List<Runnable> activations) {
    StackName stack = plan.stack();
    JsonNode template = plan.template();
    Map<String, String> given = plan.given();
    if (!stack.place().equals(services.home())) {
      state.place(stack.key(), stack.place());
    }
    Map<String, JsonNode> parameters =
        Parameters.resolve(
            stack.name(), template, given, name -> state.find(stack.key(), "ssm", name));
    template.path("Resources").forEach(it -> notice(it.path("Type").asText()));
    state.texts(stack.key(), "parameters", new LinkedHashMap<>(given));
    Map<String, String> outputs =
        new StackDeployment(plan, parameters, providers, state, activations::add).deploy();
    live.add(stack.key());
    deployed.put(stack.key(), new Deployed(template.toString(), given, stack.tags(), outputs));
    return outputs;
  }

  private void notice(String type) {
    if (providers.inert(type)) {
      inert.add(type);
    }
  }

  private StackName local(String name) {
    return names.find(name, state.texts(name, "tags"));
  }

  @Override
  public void close() {
    responses.close();
  }
}
