using System.Text;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>When a flow would have been called for whom, of a flow that begins with dates, times or news of products: the calls that would have told of them. Pure.</summary>
public sealed class PastCalls(Guid flowId)
{
    private readonly SortedDictionary<Guid, List<PastCall>> _calls = [];
    private readonly List<PastCall> _everybody = [];
    private readonly RawJson _bare = new(Encoding.UTF8.GetBytes($$"""{"flowId":"{{Ids.Out(Ids.Flow, flowId)}}"}"""));
    private IReadOnlyList<Guid> _people = [];

    public IEnumerable<Guid> Contacts => _people.Count > 0 ? _people : _calls.Keys;

    /// <summary>Moments that are everybody's.</summary>
    public void Add(IEnumerable<DateTimeOffset> moments, IReadOnlyList<Guid> people)
    {
        _everybody.AddRange(moments.Select(at => new PastCall(at, _bare)));
        if (_everybody.Count > 0) _people = people;
    }

    public void Add(DateTimeOffset moment, IEnumerable<Guid> contacts)
    {
        foreach (var contact in contacts) Add(contact, new PastCall(moment, _bare));
    }

    public void Add(Guid contact, PastCall call)
    {
        if (!_calls.TryGetValue(contact, out var calls)) _calls.Add(contact, calls = []);
        calls.Add(call);
    }

    /// <summary>The calls that there were are told anew.</summary>
    public bool IsNoCall(ResolvedEvent resolved) => !CalledTrigger.IsCall(resolved.Event, flowId);

    public IEnumerable<ResolvedEvent> Of(IEnumerable<Guid> contacts) =>
        contacts.SelectMany(contact => _calls.GetValueOrDefault(contact, _everybody).Select(call => new ResolvedEvent(Told(call), contact)));

    private static CanonicalEvent Told(PastCall call) => new()
    {
        Id = Guid.CreateVersion7(call.At),
        SourceId = Source.Own,
        MessageId = "",
        Name = EventNames.FlowCalled,
        OccurredAt = call.At,
        ReceivedAt = call.At,
        Properties = call.Properties,
    };
}

/// <summary>A flow would have been called.</summary>
/// <param name="At">When.</param>
/// <param name="Properties">With which properties.</param>
public readonly record struct PastCall(DateTimeOffset At, RawJson Properties);
