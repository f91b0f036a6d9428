using System.Reflection;

namespace Beckon.Tests;

/// <summary>The types of an assembly below a root namespace, by capability, and what they use.</summary>
public sealed class Architecture(Assembly assembly, string root)
{
    private readonly Dictionary<Type, HashSet<Type>> _uses = assembly.GetTypes()
        .Where(type => type.FullName?.StartsWith(root + ".", StringComparison.Ordinal) == true)
        .ToDictionary(type => type, TypeUse.Of);

    public IEnumerable<Type> Types => _uses.Keys;

    /// <summary>The first word below the root namespace; none for the types of the root itself.</summary>
    public string? CapabilityOf(Type type) =>
        type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    /// <summary>Sentences about every use of a later capability by an earlier one.</summary>
    public List<string> UsesOfLater(string[] order) =>
    [
        .. _uses
            .SelectMany(pair => pair.Value.Select(used => (User: pair.Key, Used: used)))
            .Where(use => Place(order, use.User) >= 0 && Place(order, use.Used) > Place(order, use.User))
            .Select(use => $"{Outermost(use.User).FullName} uses {Outermost(use.Used).FullName}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What the type itself, its closures and its state machines refer to.</summary>
    public HashSet<Type> ReachOf(Type heart)
    {
        var reached = new HashSet<Type>();
        foreach (var (type, used) in _uses)
        {
            if (Outermost(type) == heart) reached.UnionWith(used);
        }
        return reached;
    }

    private int Place(string[] order, Type type) => Array.IndexOf(order, CapabilityOf(type));

    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }
}
