using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>What starts a run. Everything that does is an event.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EventTrigger), "event")]
[JsonDerivedType(typeof(AudienceTrigger), "audience")]
[JsonDerivedType(typeof(CalledTrigger), "called")]
public abstract record FlowTrigger
{
    private protected FlowTrigger()
    {
    }

    /// <summary>Who is let in; everybody where it is left out. Asked when the run begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Filter? Who { get; init; }

    /// <summary>The name of the event that starts it.</summary>
    [JsonIgnore]
    public string EventName => StartedBy();

    private protected abstract string StartedBy();

    /// <summary>Whether an event of that name does.</summary>
    public abstract bool Fits(CanonicalEvent e, Guid flowId, Today today);
}

/// <summary>Something a person did.</summary>
/// <param name="On">Which events.</param>
public sealed record EventTrigger(EventTest On) : FlowTrigger
{
    private protected override string StartedBy() => On.Event;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => On.Fits(e, today);
}

/// <summary>Somebody came into an audience, or left it.</summary>
/// <param name="Audience">Its id, starting with <c>aud_</c>.</param>
/// <param name="Change">Which of the two.</param>
public sealed record AudienceTrigger(string Audience, AudienceChange Change) : FlowTrigger
{
    private protected override string StartedBy() => Change == AudienceChange.Entered ? EventNames.AudienceEntered : EventNames.AudienceExited;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) =>
        e.Name == EventName && CalledTrigger.Text(e, "audienceId") == Audience;
}

/// <summary>What happens between a person and an audience.</summary>
public enum AudienceChange
{
    Entered,
    Exited,
}

/// <summary>Another flow, or whoever calls the API.</summary>
public sealed record CalledTrigger : FlowTrigger
{
    private protected override string StartedBy() => EventNames.FlowCalled;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => e.Name == EventName && Text(e, "flowId") == Ids.Out(Ids.Flow, flowId);

    /// <summary>How many flows have called each other to come here.</summary>
    public static int DepthOf(CanonicalEvent e) =>
        e.Name == EventNames.FlowCalled && e.Properties.ToElement().TryGetProperty("depth", out var depth) && depth.TryGetInt32(out var number) ? number : 0;

    internal static string? Text(CanonicalEvent e, string property) =>
        e.Properties.ToElement() is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
