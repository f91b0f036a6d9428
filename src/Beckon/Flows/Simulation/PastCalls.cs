using System.Text;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>When whose dates had come, of a flow that begins with dates: the calls that would have told of them. Pure.</summary>
public sealed class PastDates(Guid flowId)
{
    private readonly SortedDictionary<Guid, List<DateTimeOffset>> _moments = [];

    private readonly List<DateTimeOffset> _everybody = [];
    private IReadOnlyList<Guid> _people = [];

    public IEnumerable<Guid> Contacts => _people.Count > 0 ? _people : _moments.Keys;

    /// <summary>Moments that are everybody's.</summary>
    public void Add(IEnumerable<DateTimeOffset> moments, IReadOnlyList<Guid> people)
    {
        _everybody.AddRange(moments);
        if (_everybody.Count > 0) _people = people;
    }

    public void Add(DateTimeOffset moment, IEnumerable<Guid> contacts)
    {
        foreach (var contact in contacts)
        {
            if (!_moments.TryGetValue(contact, out var moments)) _moments.Add(contact, moments = []);
            moments.Add(moment);
        }
    }

    /// <summary>The calls that there were are told anew.</summary>
    public bool IsNoCall(ResolvedEvent resolved) => !CalledTrigger.IsCall(resolved.Event, flowId);

    public IEnumerable<ResolvedEvent> CallsOf(IEnumerable<Guid> contacts) => contacts.SelectMany(contact => _moments.GetValueOrDefault(contact, _everybody).Select(at => new ResolvedEvent(Call(at), contact)));

    private CanonicalEvent Call(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        SourceId = Source.Own,
        MessageId = "",
        Name = EventNames.FlowCalled,
        OccurredAt = at,
        ReceivedAt = at,
        Properties = new RawJson(Encoding.UTF8.GetBytes($$"""{"flowId":"{{Ids.Out(Ids.Flow, flowId)}}"}""")),
    };
}
