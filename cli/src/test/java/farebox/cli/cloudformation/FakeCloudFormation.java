package farebox.cli.cloudformation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/** One stack as CloudFormation tells of it; what an operation will tell is laid down beforehand, poll by poll. */
final class FakeCloudFormation implements CloudFormationClient {
    static final String ID = "arn:aws:cloudformation:us-east-1:1:stack/farebox/1";

    final List<String> calls = new ArrayList<>();
    final List<StackEvent> events = new ArrayList<>();
    final Deque<List<StackEvent>> ahead = new ArrayDeque<>();
    final Deque<String> changeSetStates = new ArrayDeque<>(List.of("CREATE_PENDING", "CREATE_COMPLETE"));
    final Map<String, String> parameters = new HashMap<>();
    final List<String> declared = new ArrayList<>();
    final List<StackResourceSummary> resources = new ArrayList<>();
    List<Parameter> asked = List.of();
    String status = "";
    String reason = "";
    String template = "";
    int changes = 2;
    private boolean runs;

    static StackEvent event(String id, String status, String reason) {
        boolean isStack = id.equals("farebox");
        return StackEvent.builder()
                .eventId(id + status)
                .logicalResourceId(id)
                .physicalResourceId(isStack ? ID : "physical-" + id)
                .resourceType(isStack ? "AWS::CloudFormation::Stack" : "AWS::X::Y")
                .resourceStatus(status)
                .resourceStatusReason(reason)
                .build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        if (status.isEmpty()) {
            throw CloudFormationException.builder()
                    .message("Stack with id " + request.stackName() + " does not exist")
                    .build();
        }
        List<Parameter> known = parameters.entrySet().stream()
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(entry.getValue())
                        .build())
                .toList();
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackId(ID)
                        .stackStatus(status)
                        .parameters(known)
                        .build())
                .build();
    }

    @Override
    public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
        calls.add("plan " + request.changeSetTypeAsString() + " " + request.capabilitiesAsStrings());
        asked = request.parameters();
        return CreateChangeSetResponse.builder().id("change-set").build();
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        return DescribeChangeSetResponse.builder()
                .changeSetId(request.changeSetName())
                .stackId(ID)
                .status(changeSetStates.remove())
                .statusReason(reason)
                .changes(java.util.Collections.nCopies(changes, Change.builder().build()))
                .build();
    }

    @Override
    public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
        calls.add("drop plan");
        return DeleteChangeSetResponse.builder().build();
    }

    @Override
    public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
        calls.add("execute");
        runs = true;
        return ExecuteChangeSetResponse.builder().build();
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest request) {
        calls.add("delete " + request.stackName());
        runs = true;
        return DeleteStackResponse.builder().build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
        if (runs && !ahead.isEmpty()) {
            events.addAll(ahead.remove());
        }
        return DescribeStackEventsResponse.builder()
                .stackEvents(events.reversed())
                .build();
    }

    @Override
    public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest request) {
        return GetTemplateSummaryResponse.builder()
                .parameters(declared.stream()
                        .map(name -> ParameterDeclaration.builder()
                                .parameterKey(name)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest request) {
        return GetTemplateResponse.builder().templateBody(template).build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(resources)
                .build();
    }

    @Override
    public String serviceName() {
        return "cloudformation";
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
