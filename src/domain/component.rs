use serde::{Deserialize, Serialize};

/// What a posting is for. The order is the order of display and of summation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Component {
    /// One-off cost of planned moves, of isolation and of measures.
    Setup,
    /// Running applications, isolation and measures, dual running included.
    Run,
    /// Fulfilling obligations.
    Compliance,
    /// Fines on the company and on its managers.
    Fines,
    /// Margin lost with customers in China: churn, and revoked or suspended business.
    SalesLossCn,
    /// Margin lost with customers abroad.
    SalesLossAbroad,
    /// Margin lost while value streams stand still.
    Interruption,
    /// Hours lost to split or slow systems.
    Productivity,
    /// Moves made in an emergency.
    Emergency,
    /// Security incidents.
    Incidents,
}

impl Component {
    pub const ALL: [Component; 10] = [
        Component::Setup,
        Component::Run,
        Component::Compliance,
        Component::Fines,
        Component::SalesLossCn,
        Component::SalesLossAbroad,
        Component::Interruption,
        Component::Productivity,
        Component::Emergency,
        Component::Incidents,
    ];

    /// Identifier in files and columns.
    pub fn id(self) -> &'static str {
        match self {
            Component::Setup => "setup",
            Component::Run => "run",
            Component::Compliance => "compliance",
            Component::Fines => "fines",
            Component::SalesLossCn => "sales-loss-cn",
            Component::SalesLossAbroad => "sales-loss-abroad",
            Component::Interruption => "interruption",
            Component::Productivity => "productivity",
            Component::Emergency => "emergency",
            Component::Incidents => "incidents",
        }
    }

    /// The group in which the board sees it.
    pub fn group(self) -> Group {
        match self {
            Component::Setup | Component::Run => Group::ItCost,
            Component::Compliance => Group::ComplianceCost,
            Component::Fines => Group::FineExposure,
            Component::SalesLossCn | Component::SalesLossAbroad => Group::SalesLoss,
            Component::Interruption
            | Component::Productivity
            | Component::Emergency
            | Component::Incidents => Group::Disruption,
        }
    }
}

/// Components as the board sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    ItCost,
    ComplianceCost,
    FineExposure,
    SalesLoss,
    Disruption,
}

impl Group {
    pub const ALL: [Group; 5] =
        [Group::ItCost, Group::ComplianceCost, Group::FineExposure, Group::SalesLoss, Group::Disruption];

    /// Identifier in files and columns.
    pub fn id(self) -> &'static str {
        match self {
            Group::ItCost => "it-cost",
            Group::ComplianceCost => "compliance-cost",
            Group::FineExposure => "fine-exposure",
            Group::SalesLoss => "sales-loss",
            Group::Disruption => "disruption",
        }
    }

    /// Name on charts and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Group::ItCost => "IT cost",
            Group::ComplianceCost => "Compliance cost",
            Group::FineExposure => "Fine exposure",
            Group::SalesLoss => "Sales loss",
            Group::Disruption => "Disruption",
        }
    }

    /// The components in it, in order.
    pub fn components(self) -> impl Iterator<Item = Component> {
        Component::ALL.into_iter().filter(move |component| component.group() == self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Component, Group};

    #[test]
    fn the_order_of_all_is_the_order_of_the_enum_and_groups_partition_it() {
        for (index, component) in Component::ALL.into_iter().enumerate() {
            assert_eq!(component as usize, index);
        }
        let grouped: usize = Group::ALL.into_iter().map(|group| group.components().count()).sum();
        assert_eq!(grouped, Component::ALL.len());
    }
}
