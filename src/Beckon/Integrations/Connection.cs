using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Integrations;

/// <summary>What to enter at the platform.</summary>
/// <param name="Addresses">Where it sends to.</param>
/// <param name="Authentication">What it proves itself with, in a sentence.</param>
/// <param name="Example">A call to try, for a shell.</param>
public sealed record Connection(IReadOnlyList<Address> Addresses, string Authentication, string Example)
{
    /// <summary>What to do there, one step after the other; empty where the addresses say it all.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}

/// <param name="Purpose">What is sent there.</param>
/// <param name="Url">The full address.</param>
public sealed record Address(string Purpose, string Url);

/// <summary>Where Beckon is for a platform.</summary>
/// <param name="At">What all addresses begin with, without a slash at the end.</param>
/// <param name="Source">The connected source.</param>
public sealed record Place(string At, Source Source)
{
    /// <summary>The source's own address.</summary>
    public string Webhook => $"{At}/webhooks/{Ids.Out(Ids.Source, Source.Id)}";
}
