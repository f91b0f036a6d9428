using System.Text.Json.Serialization;

namespace Beckon.Flows;

/// <summary>One step of a flow. The cases below are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WaitStep), "wait")]
[JsonDerivedType(typeof(SendStep), "send")]
public abstract record FlowStep
{
    private protected FlowStep(string id) => Id = id;

    /// <summary>Names the step within its flow.</summary>
    public string Id { get; init; }
}

/// <summary>Lets the run rest for so long. The first wait counts from what triggered the run, a later one from the step before it.</summary>
public sealed record WaitStep(string Id, TimeSpan Duration) : FlowStep(Id);

/// <summary>Sends one e-mail, whose content was fixed when the flow was published.</summary>
public sealed record SendStep(string Id, Guid ContentId) : FlowStep(Id);
