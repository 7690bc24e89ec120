package farebox.local.template;

import java.util.Set;

/** The resource types, by what the local emulator does with them. */
final class Types {
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String API = "AWS::Serverless::Api";
    static final String USAGE_PLAN = "AWS::ApiGateway::UsagePlan";
    static final String TABLE = "AWS::DynamoDB::Table";
    static final String BUCKET = "AWS::S3::Bucket";

    static final String QUEUE = "AWS::SQS::Queue";
    static final String RULE = "AWS::Events::Rule";
    static final String SCHEDULE = "AWS::Scheduler::Schedule";
    static final String STATE_MACHINE = "AWS::Serverless::StateMachine";

    static final Set<String> IMITATED =
            Set.of(FUNCTION, API, USAGE_PLAN, TABLE, BUCKET, QUEUE, RULE, SCHEDULE, STATE_MACHINE);

    /** They watch, protect or permit; no answer of the API depends on them on one machine with one user. */
    static final Set<String> WITHOUT_EFFECT = Set.of(
            "AWS::ApiGateway::Account",
            "AWS::Budgets::Budget",
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::AnomalyDetector",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::EC2::VPCEndpoint",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::KMS::Alias",
            "AWS::KMS::Key",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::Logs::MetricFilter",
            "AWS::Logs::QueryDefinition",
            "AWS::Logs::SubscriptionFilter",
            "AWS::S3::BucketPolicy",
            "AWS::SQS::QueuePolicy",
            "AWS::SNS::Subscription",
            "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy",
            "AWS::WAFv2::WebACL",
            "AWS::WAFv2::WebACLAssociation");

    private Types() {}
}
